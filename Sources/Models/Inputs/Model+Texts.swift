import Tensors

extension Model {
  /// The same model, fed these: how many words texts have are lengths of its program.
  package func reading(_ inputs: [Tensor]) -> Model {
    var model = self
    model.texts = [:]
    for (index, tensor) in inputs.enumerated() where tensor.dtype == .string {
      model.texts[index] = tensor.elements
    }
    return model
  }

  /// The input of a name, or in a place, where it takes text.
  func textInput(_ name: String?, at place: Int) -> Input? {
    let inputs = ownInputs
    let input =
      name.flatMap { name in inputs.first { $0.name == name } }
      ?? (inputs.indices.contains(place) ? inputs[place] : nil)
    return input?.dtype == .string ? input : nil
  }

  /// `x "some words"` as `x="some words"`, where x is an input of text.
  func namingText(_ text: String) -> String {
    guard let gap = text.firstIndex(where: \.isWhitespace) else { return text }
    let rest = text[gap...].drop(while: \.isWhitespace)
    guard TextLiteral.isBegun(by: rest), textInput(String(text[..<gap]), at: -1) != nil else {
      return text
    }
    return text[..<gap] + "=" + rest
  }
}
