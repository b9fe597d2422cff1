import Containers
import Tensors

/// Text as a person types it: `"some words"`, `["a", "b"]`, `[["a", "b"], ["c", "d"]]`, in single or double quotes.
struct TextLiteral {
  let tensor: Tensor

  /// Nil of a text that is no such: numbers, an expression, a file.
  init?(_ text: String) throws {
    guard TextLiteral.isBegun(by: text) else { return nil }
    var reader = Reader(text)
    var texts: [String] = []
    let dims = try reader.value(into: &texts, depth: 0)
    try reader.end()
    tensor = Tensor(Shape(dims), texts: texts)
  }

  /// Whether a text begins with a quote, in brackets or not.
  static func isBegun(by text: some StringProtocol) -> Bool {
    let begin = text.unicodeScalars.first {
      !$0.properties.isWhitespace && $0 != "[" && $0 != "("
    }
    return begin.map(isQuote) ?? false
  }

  private static func isQuote(_ letter: Unicode.Scalar) -> Bool {
    letter == "\"" || letter == "'"
  }

  /// What stands in quotes at the start, with them; nil where none open there, or they are not closed.
  static func quoted<Letters: Collection<Unicode.Scalar>>(
    atStartOf letters: Letters
  ) -> Letters.SubSequence? {
    guard let quote = letters.first, isQuote(quote) else { return nil }
    var isEscaped = false
    for place in letters.indices.dropFirst() {
      if !isEscaped, letters[place] == quote { return letters[...place] }
      isEscaped = !isEscaped && letters[place] == "\\"
    }
    return nil
  }

  /// What is meant by the letters between quotes: `\n`, `\t`, `\r`, `\\` and quotes are escaped, any other `\` is one.
  private static func unescaped(_ letters: some Collection<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    var isEscaped = false
    for letter in letters {
      if !isEscaped, letter == "\\" {
        isEscaped = true
        continue
      }
      switch letter {
      case "n" where isEscaped: text.append("\n")
      case "t" where isEscaped: text.append("\t")
      case "r" where isEscaped: text.append("\r")
      default:
        if isEscaped, letter != "\\", !isQuote(letter) { text.append("\\") }
        text.append(letter)
      }
      isEscaped = false
    }
    return String(text)
  }

  /// Goes through the letters.
  private struct Reader {
    private let letters: [Unicode.Scalar]
    private let whole: String
    private var place = 0

    init(_ text: String) { (whole, letters) = (text, Array(text.unicodeScalars)) }

    private var next: Unicode.Scalar? { letters.indices.contains(place) ? letters[place] : nil }

    /// The lengths of lists in lists; their texts are appended in order.
    mutating func value(into texts: inout [String], depth: Int) throws(InputError) -> [Int] {
      skipBlanks()
      guard let next, depth < 8 else { throw problem("a text in quotes was expected") }
      if TextLiteral.isQuote(next) {
        texts.append(try quoted())
        return []
      }
      guard next == "[" || next == "(" else {
        throw problem("a text in quotes was expected")
      }
      let close: Unicode.Scalar = next == "[" ? "]" : ")"
      place += 1
      return try list(to: close, into: &texts, depth)
    }

    private mutating func list(
      to close: Unicode.Scalar, into texts: inout [String], _ depth: Int
    ) throws(InputError) -> [Int] {
      var (count, inner): (Int, [Int]?) = (0, nil)
      while true {
        skipBlanks()
        if next == close { break }
        let dims = try value(into: &texts, depth: depth + 1)
        guard inner ?? dims == dims else {
          throw problem("lists of different lengths stand side by side")
        }
        (count, inner) = (count + 1, dims)
        skipBlanks()
        if next == "," {
          place += 1
        } else if next != close {
          throw problem("a comma or \(close) was expected")
        }
      }
      place += 1
      return [count] + (inner ?? [])
    }

    private mutating func quoted() throws(InputError) -> String {
      guard let quoted = TextLiteral.quoted(atStartOf: letters[place...]) else {
        throw problem("a quote is opened and not closed")
      }
      place = quoted.endIndex
      return TextLiteral.unescaped(quoted.dropFirst().dropLast())
    }

    mutating func end() throws(InputError) {
      skipBlanks()
      guard next == nil else {
        throw problem(
          "there is more behind the text", "Several texts stand in brackets: [\"a\", \"b\"].")
      }
    }

    private mutating func skipBlanks() {
      while let next, next.properties.isWhitespace { place += 1 }
    }

    private func problem(_ reason: String, _ hint: String? = nil) -> InputError {
      InputError(
        "\(whole.short().onOneLine): \(reason)",
        hint: hint ?? "A text is \"some words\", several are [\"one text\", \"another\"].")
    }
  }
}
