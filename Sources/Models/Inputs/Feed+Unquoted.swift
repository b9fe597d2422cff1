import Containers
import Tensors

/// Text that is typed without quotes: which are missing, and where.
extension Feed {
  /// The refusal of what was typed for an input of text, which is neither a text in quotes nor a file.
  static func unquoted(_ text: String, _ input: Model.Input, of model: Model) -> InputError {
    let inputs = model.ownInputs
    var words = text
    var isNamed = inputs.count > 1
    if words.hasPrefix(input.name + " ") {
      isNamed = true
      words = String(words.dropFirst(input.name.count + 1))
    }
    let form = (isNamed ? "\(input.name)=" : "") + quoted(words, for: input)
    let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
    return InputError(
      "\(String(shown).onOneLine): \(input.name) takes text, which stands in quotes",
      hint:
        "Type feed \(form)\(input.accepts([]) || input.accepts([1]) ? ", or name a .txt file of a text a line" : "").",
      asTyped: form)
  }

  /// What was typed, in the quotes that it lacks: one text, or a list where a sample has several.
  private static func quoted(_ text: String, for input: Model.Input) -> String {
    let plain = String(text.prefix(80)).filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
    let count = (input.shape ?? []).reduce(1) { $0 * max($1 ?? 1, 1) }
    guard count > 1 else { return "\"\(plain)\"" }
    let words = plain.split { $0.isWhitespace || $0 == "," || $0 == "[" || $0 == "]" }
    guard words.count == count, input.shape?.count == 1 else { return exampleText(input) }
    return "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
  }
}
