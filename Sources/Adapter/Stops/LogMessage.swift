import Debugging
import Tensors

/// What is written at a place in the stop's stead: `f is {f[0]}`, expressions in braces.
struct LogMessage {
  private let text: String

  init(_ text: String) { self.text = text }

  /// As `dprintf` has it: `f is %s`, and what stands for each.
  func format() throws -> (PrintFormat, [String]) {
    var source = ""
    var expressions: [String] = []
    var rest = text[...]
    while let letter = rest.popFirst() {
      if letter == "{", let end = LogMessage.end(of: rest) {
        let expression = String(rest[..<end]).trimmed
        rest = rest[rest.index(after: end)...]
        if !expression.isEmpty {
          source += "%s"
          expressions.append(expression)
        }
      } else {
        source += letter == "%" ? "%%" : letter == "\\" ? "\\\\" : String(letter)
      }
    }
    return (try PrintFormat(source), expressions)
  }

  /// The brace that closes, of those inside each other the outermost; nil where there is none.
  private static func end(of text: Substring) -> Substring.Index? {
    var depth = 0
    return text.indices.first { place in
      if text[place] == "{" { depth += 1 }
      if text[place] == "}" { depth -= 1 }
      return depth < 0
    }
  }
}
