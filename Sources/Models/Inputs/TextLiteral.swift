import Containers
import Tensors

/// Text as a person types it: `"some words"`, `["a", "b"]`, `[["a", "b"], ["c", "d"]]`, in single or double quotes.
struct TextLiteral {
  let tensor: Tensor

  /// Nil of a text that is no such: numbers, an expression, a file.
  init?(_ text: String) throws {
    let begin = text.first { !$0.isWhitespace && $0 != "[" && $0 != "(" }
    guard let begin, TextLiteral.quotes.contains(begin) else { return nil }
    var reader = Reader(text)
    var texts: [String] = []
    let dims = try reader.value(into: &texts, depth: 0)
    try reader.end()
    tensor = Tensor(Shape(dims), texts: texts)
  }

  static let quotes = "\"'"

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
      if next == "\"" || next == "'" {
        texts.append(try quoted(next))
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

    private mutating func quoted(_ quote: Unicode.Scalar) throws(InputError) -> String {
      place += 1
      var text = String.UnicodeScalarView()
      while let letter = next {
        place += 1
        if letter == quote { return String(text) }
        guard letter == "\\", let escaped = next else {
          text.append(letter)
          continue
        }
        place += 1
        switch escaped {
        case "n": text.append("\n")
        case "t": text.append("\t")
        case "r": text.append("\r")
        case "\\", "\"", "'": text.append(escaped)
        default:
          text.append(letter)
          text.append(escaped)
        }
      }
      throw problem("a quote is opened and not closed")
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
      let shown = whole.count > 60 ? whole.prefix(60) + "…" : whole[...]
      return InputError(
        "\(String(shown).onOneLine): \(reason)",
        hint: hint ?? "A text is \"some words\", several are [\"one text\", \"another\"].")
    }
  }
}
