import Equations

/// A word for a place or a value, taken apart: `td/lstm@2@1.h`, `@3.f`, `lstm:1`, `h`.
struct PlaceWord {
  let word: String
  /// The layer call it begins with.
  var frame: Int?
  /// Timesteps, outermost first; negative ones count from the end.
  var steps: [Int] = []
  /// What follows the point, or stands alone.
  var name: String?
  /// What follows the colon.
  var output: Int?

  /// Takes a word apart; the longest layer that it begins with is meant, for names hold points.
  init(_ typed: String, _ frames: [Frame]) throws(PlaceError) {
    let word = PlaceWord.unquoted(typed)
    self.word = word
    let call = PlaceWord.call(beginning: word, frames)
    frame = call.map { frames[$0].id }
    var rest = word.dropFirst(call.map { frames[$0].path.count } ?? 0)
    if rest.first == "@", rest.count > 1 || frame != nil {
      while rest.first == "@" {
        guard let step = PlaceWord.number(&rest) else { throw .malformed(word) }
        steps.append(step)
      }
    } else if frame == nil {
      name = word
      if let (base, index) = PlaceWord.output(of: word) { (name, output) = (base, index) }
      return
    }
    switch rest.first {
    case nil: break
    case "." where rest.count > 1: name = String(rest.dropFirst())
    case ":" where frame != nil && steps.isEmpty:
      guard let index = Int(rest.dropFirst()) else { throw .malformed(word) }
      output = index
    default: throw .malformed(word)
    }
  }

  /// `"my dense".a` and `"my dense.a"` without the quotes around a name.
  static func unquoted(_ word: String) -> String {
    guard let quote = word.first, "\"'`".contains(quote),
      let end = word.dropFirst().firstIndex(of: quote)
    else { return word }
    return String(word[..<end].dropFirst() + word[word.index(after: end)...])
  }

  /// The call of the longest path with which a word begins; of several, the first: gradients stand under their layer's.
  private static func call(beginning word: String, _ frames: [Frame]) -> Int? {
    var best: (call: Int, length: Int)?
    for call in frames.indices {
      let path = frames[call].path
      let length = path.utf8.count
      if length > best?.length ?? 0, begins(word, with: path) { best = (call, length) }
    }
    return best?.call
  }

  private static func begins(_ word: String, with path: String) -> Bool {
    guard !path.isEmpty, word.hasPrefix(path) else { return false }
    return word.count == path.count || "@.:".contains(word.dropFirst(path.count).first ?? " ")
  }

  /// Reads `@-12`.
  private static func number(_ rest: inout Substring) -> Int? {
    let text = rest.dropFirst()
    let sign = text.prefix { $0 == "-" || $0 == "−" }
    let digits = text.dropFirst(sign.count).prefix { ("0"..."9").contains($0) }
    guard sign.count <= 1, let magnitude = Int(digits) else { return nil }
    rest = text.dropFirst(sign.count + digits.count)
    return sign.isEmpty ? magnitude : -magnitude
  }

  /// `output:1`.
  private static func output(of word: String) -> (String, Int)? {
    guard word.hasPrefix("output:"), let index = Int(word.dropFirst(7)) else { return nil }
    return ("output", index)
  }
}

extension Program {
  /// A timestep of a loop, counted from the end when negative.
  func timestep(_ step: Int, of scan: Int) throws(PlaceError) -> Int {
    let count = scans[scan].steps
    let place = step < 0 ? step + count : step
    guard (0..<count).contains(place) else {
      throw .noTimestep(step, layer: frames[scans[scan].frame].path, count: count)
    }
    return place
  }
}
