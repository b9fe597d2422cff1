import Containers
import Expressions
import Tensors

/// What one text of an input means: a file, an expression, or a slip.
extension Feed {
  static func arrays(
    _ text: String, hint: Shape?, _ names: some Environment, textFor input: Model.Input?,
    of model: Model
  ) throws -> [FileArray] {
    // What is in quotes is text where an input takes text, and else a file.
    if input == nil, text != text.unquoted, let arrays = try arrays(inFile: text) { return arrays }
    if let literal = try TextLiteral(text) { return [FileArray(name: nil, tensor: literal.tensor)] }
    if input != nil, let texts = try texts(inFile: text) { return texts }
    if let arrays = try arrays(inFile: text) { return arrays }
    do {
      try refuseBareNumbers(text)
      let expression = try Feed.expression(text, names)
      return [FileArray(name: nil, tensor: try expression.evaluate(in: names, shapeHint: hint))]
    } catch {
      try refuseListsSideBySide(text, of: model)
      // Only what is no expression may be text; an interruption or a path is told what it is.
      guard let input, UnquotedText.isMeant(by: text, error) else { throw error }
      throw UnquotedText(
        text: text, input: input, isOneOfSeveral: model.ownInputs.count > 1,
        example: exampleText(input)
      ).refusal
    }
  }

  /// What is typed as an expression; a path that is none says what is there.
  private static func expression(_ text: String, _ names: some Environment) throws -> Expression {
    do {
      return try Expression(text, names: names)
    } catch {
      guard text.contains("/") else { throw error }
      do {
        _ = try FileBytes(path: text)
      } catch let unusable {
        if unusable.isMissing { throw error }
        throw unusable
      }
      throw InputError(
        "the name of \(text.onOneLine) does not say what kind of file it is",
        hint: "Inputs are ." + ArrayFormats.suffixes.joined(separator: ", .") + ".")
    }
  }

  /// `0, 1` and `0 1` are not one value; `[0, 1]` is, and so is `0 -1`, a difference.
  private static func refuseBareNumbers(_ text: String) throws {
    let words = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    let isDifference =
      !text.contains(",") && words.dropFirst().contains { "+-".contains($0.prefix(1)) }
    guard words.count > 1, !isDifference,
      words.allSatisfy({ (try? NumberText.value(of: $0)) != nil })
    else {
      return
    }
    throw InputError(
      "\(text) is not one value",
      hint: "Numbers that belong together stand in brackets: [\(words.joined(separator: ", "))].")
  }

  /// `[0, 1], [1, 0]` and `[0, 1] [1, 0]`, where neither is an index of the other.
  private static func refuseListsSideBySide(_ text: String, of model: Model) throws {
    var depth = 0
    var lists: [String] = []
    for sign in text {
      if depth == 0 {
        if sign == "," || sign.isWhitespace { continue }
        guard sign == "[" else { return }
        lists.append("")
      }
      depth += sign == "[" ? 1 : sign == "]" ? -1 : 0
      lists[lists.count - 1].append(sign)
    }
    guard depth == 0, lists.count > 1 else { return }
    let names = model.ownInputs.map(\.name)
    let together = lists.joined(separator: ", ")
    throw InputError(
      "\(text) is \(lists.count) values",
      hint: names.count == lists.count
        ? "Each by its input's name: "
          + zip(names, lists).map { "\($0)=\($1)" }.joined(separator: " ") + "."
        : "Several samples are one value: [\(together)].")
  }
}
