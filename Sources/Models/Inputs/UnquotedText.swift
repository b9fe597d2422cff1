import Containers
import Expressions
import Tensors

/// Text that is typed without quotes for an input of text, and is no file: which are missing, and where.
package struct UnquotedText {
  let text: String
  let input: Model.Input
  /// Whether the input is one of several, which are named.
  let isOneOfSeveral: Bool
  /// What the input takes, where the text cannot be put right.
  let example: String

  /// Whether what cannot be read as an expression, for this reason, may be text: not where a name or a sign was understood
  /// and its value cannot be made.
  static func isMeant(by text: String, _ error: any Error) -> Bool {
    (error as? ExpressionError)?.isOfReading ?? (error is InputError && !text.contains("/"))
  }

  /// Whether a text is words as people write them, several of them and nothing else.
  package static func areWords(_ text: String) -> Bool {
    text.split(whereSeparator: \.isWhitespace).count > 1
      && text.allSatisfy { $0.isLetter || $0.isWhitespace || "'’,.!?-".contains($0) }
  }

  var refusal: InputError {
    let isNamed = text.hasPrefix(input.name + " ")
    let words = isNamed ? String(text.dropFirst(input.name.count + 1)) : text
    let form = (isNamed || isOneOfSeveral ? "\(input.name)=" : "") + quoted(words)
    let orFile =
      input.accepts([]) || input.accepts([1]) ? ", or name a .txt file of a text a line" : ""
    return InputError(
      "\(text.short(40).onOneLine): \(input.name) takes text, which stands in quotes",
      hint: "Type feed \(form)\(orFile).", asTyped: form)
  }

  /// What was typed, in the quotes that it lacks: one text, or a list where a sample has several.
  private func quoted(_ text: String) -> String {
    let plain = String(text.prefix(80)).filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
    let count = Shape((input.shape ?? []).map { max($0 ?? 1, 1) }).checkedCount
    guard count != 1 else { return "\"\(plain)\"" }
    let words = plain.split { $0.isWhitespace || $0 == "," || $0 == "[" || $0 == "]" }
    guard words.count == count, input.shape?.count == 1 else { return example }
    return "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
  }
}
