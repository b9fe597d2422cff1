import Debugging
import Terms

/// How the elements of a long sum are called, with letters for the indices that run:
/// `x[1 + k, 2 + l, m]·W[k, l, m, 0]`.
///
/// Indices that run together share a letter, that of the one which takes the smallest steps, from 0 where one
/// begins there.
struct RunningIndices {
  private static let letters = ["k", "l", "m", "n", "p", "q"]

  private let style: Formula.Style
  /// The elements of the first term.
  private let first: [Entry]
  /// Where the elements of each term stand that has as many as the first.
  private let places: [[[Int]]]

  init(_ terms: [Derived.Addend], _ style: Formula.Style) {
    self.style = style
    first = terms.first?.factors.flatMap(RunningIndices.shown) ?? []
    let all = terms.map { $0.factors.flatMap(RunningIndices.shown).map(\.index) }
    let ranks = first.map(\.index.count)
    places = all.filter { $0.map(\.count) == ranks }
  }

  /// The elements that the text of a part names: of a row the one that is asked about.
  private static func shown(_ part: Derived) -> [Entry] {
    switch part.form {
    case .entry(let entry): [entry]
    case .row(_, let operands, let own, _):
      operands.indices.contains(own) ? shown(operands[own]) : []
    default: part.children.flatMap(shown)
    }
  }

  /// The letters that no name in the sum is.
  private var letters: [String] {
    let words = first.flatMap { entry in
      entry.value.name.text(style.alphabet).split { !$0.isLetter }.map(String.init)
    }
    return Self.letters.filter { !words.contains($0) }
  }

  /// The names of the first term's elements.
  var names: [Entry: String] {
    let words = words
    var result: [Entry: String] = [:]
    for (place, entry) in first.enumerated() {
      let index = entry.index.indices.map { words[track(place, $0)] ?? String(entry.index[$0]) }
      let name = entry.value.name.text(style.alphabet)
      result[entry] = index.isEmpty ? name : "\(name)[\(index.joined(separator: ", "))]"
    }
    return result
  }

  /// What an index is written as, for each that runs.
  private var words: [Track: String] {
    var groups: [[Track]] = []
    for (place, entry) in first.enumerated() {
      for track in entry.index.indices.map({ track(place, $0) }) where track.grain > 0 {
        if let group = groups.firstIndex(where: { $0[0].runs(with: track) }) {
          groups[group].append(track)
        } else {
          groups.append([track])
        }
      }
    }
    var result: [Track: String] = [:]
    let more = groups.map { _ in Self.letters[5] }
    for (group, letter) in zip(groups, letters + more) {
      guard let base = group.min(by: { $0.rank < $1.rank }) else { continue }
      for track in group { result[track] = text(track, along: base, letter) }
    }
    return result
  }

  private func track(_ place: Int, _ axis: Int) -> Track {
    Track(numbers: places.map { $0[place][axis] })
  }

  /// `k`, `1 + k`, `2·k − 1`, `3 − k`.
  private func text(_ track: Track, along base: Track, _ letter: String) -> String {
    guard let step = track.step(along: base) else { return letter }
    let isASCII = style.alphabet == .ascii
    let offset = track.first - step * base.first
    let run = abs(step) == 1 ? letter : "\(abs(step))\(isASCII ? "*" : "·")\(letter)"
    let minus = isASCII ? "-" : "−"
    if step < 0 { return "\(offset) \(minus) \(run)" }
    if offset == 0 { return run }
    return offset < 0 ? "\(run) \(minus) \(-offset)" : "\(offset) + \(run)"
  }
}

/// The numbers that one index takes, term by term.
private struct Track: Hashable {
  let numbers: [Int]

  var first: Int { numbers.first ?? 0 }

  /// The largest number by which all its steps can be divided; 0 where it stands still.
  var grain: Int {
    numbers.reduce(0) { grain, number in
      var (a, b) = (grain, abs(number - first))
      while b != 0 { (a, b) = (b, a % b) }
      return a
    }
  }

  /// The one of the smallest steps is the one that others are told by, and of these the one that begins at 0.
  var rank: (Int, Int) { (grain, numbers.min() ?? 0) }

  func runs(with other: Track) -> Bool {
    step(along: other) != nil || other.step(along: self) != nil
  }

  /// By how much it goes on for each step of another; nil where it does not follow that one.
  func step(along other: Track) -> Int? {
    guard other.numbers.count == numbers.count,
      let place = other.numbers.firstIndex(where: { $0 != other.first })
    else { return nil }
    let (own, its) = (numbers[place] - first, other.numbers[place] - other.first)
    guard own % its == 0, own != 0 else { return nil }
    let step = own / its
    let follows = zip(numbers, other.numbers).allSatisfy {
      $0 - first == step * ($1 - other.first)
    }
    return follows ? step : nil
  }
}
