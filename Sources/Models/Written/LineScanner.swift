import Containers
import Expressions
import Tensors

/// Goes through a line of what is said of a layer; what stands behind a `#` is a note.
struct LineScanner {
  let whole: WrittenPlace
  let text: [Character]
  var index = 0
  /// What stands behind the `#`.
  let note: String

  init(_ place: WrittenPlace) {
    whole = place
    let all = Array(place.line)
    var quote: Character?
    var end = all.count
    for (index, character) in all.enumerated() {
      if let open = quote {
        if character == open { quote = nil }
      } else if "'\"`".contains(character) {
        quote = character
      } else if character == "#", index == 0 || all[index - 1].isWhitespace {
        end = index
        break
      }
    }
    text = Array(all[..<end])
    note = String(all[min(end + 1, all.count)...]).trimmed
    skip()
  }

  private mutating func skip() {
    while index < text.count, text[index].isWhitespace { index += 1 }
  }

  var place: WrittenPlace { whole.at(index) }
  var isAtEnd: Bool { index >= text.count }

  func error(_ text: String, hint: String = "") -> WrittenError {
    WrittenError(text, place, hint: hint)
  }

  func start(of word: String) -> WrittenPlace { whole.at(max(index - word.count - 1, 0)) }

  mutating func expectEnd() throws(WrittenError) {
    guard isAtEnd else { throw error("nothing else is expected on this line") }
  }

  /// A word of letters, digits and `_`; nil where none stands.
  mutating func word() -> String? {
    let start = index
    while index < text.count, !text[index].isWhitespace, !"=(),#".contains(text[index]) {
      index += 1
    }
    defer { skip() }
    return index > start ? String(text[start..<index]) : nil
  }

  mutating func takeEquals() -> Bool {
    guard index < text.count, text[index] == "=", index + 1 >= text.count || text[index + 1] != "="
    else { return false }
    index += 1
    skip()
    return true
  }

  mutating func take(_ character: Character) -> Bool {
    guard index < text.count, text[index] == character else { return false }
    index += 1
    skip()
    return true
  }

  /// What stands before the first `=`, or all of the line.
  mutating func subject() throws(WrittenError) -> String {
    let start = index
    while index < text.count, text[index] != "=" { index += 1 }
    let subject = String(text[start..<index]).trimmed
    guard !subject.isEmpty else {
      throw WrittenError("expected the name of a layer, or of a class", whole.at(start))
    }
    return subject
  }

  /// The rest of the line as the right side of an equation.
  mutating func equation(
    _ name: String, _ start: WrittenPlace
  ) throws(WrittenError) -> LayerDefinition.Equation {
    try LineScanner.check(name, start)
    let right = String(text[index...]).trimmed
    let equation = LayerDefinition.Equation(name: name, text: right, note: note, place: place)
    do {
      _ = try Expression(right, names: NoNames())
    } catch {
      throw WrittenError(error, equation.place)
    }
    return equation
  }

  /// Refuses a name that means something else already.
  static func check(_ name: String, _ place: WrittenPlace) throws(WrittenError) {
    let reason: String
    switch WordUse(name) {
    case .name: return
    case .malformed:
      reason = "\(name.onOneLine) is no name: a letter first, then letters, digits and _"
    case .reserved: reason = "\(name) has a meaning of its own"
    case .function(let usage): reason = "\(name) is a function: \(usage)"
    }
    throw WrittenError(reason, place, length: name.count, hint: "Another name will do.")
  }
}
