import Containers
import Tensors

/// Text for inputs of text, numbers for all others.
extension Feed {
  /// Refuses an array of the other kind, and text that there is no room for.
  static func refuseOtherKind(_ tensor: Tensor, _ input: Model.Input) throws(InputError) {
    let isText = tensor.dtype == .string
    guard isText == (input.dtype == .string) else {
      throw isText ? noText(tensor, input) : noNumbers(tensor, input)
    }
    guard isText else { return }
    let bytes = Set(tensor.elements).reduce(0) { $0 + (Texts.bytes(of: $1)?.count ?? 0) }
    guard Texts.hasRoom(for: bytes), !tensor.elements.contains(where: \.isNaN) else {
      throw InputError(
        "there is no room for so much text (\(bytes) bytes)",
        hint: "Feed less of it, or begin anew.")
    }
  }

  private static func noText(_ tensor: Tensor, _ input: Model.Input) -> InputError {
    let text = tensor.elements.first.map { Texts.quoted($0, longest: 40) } ?? "text"
    return InputError(
      "\(input.name) takes numbers (\(input.dtype.rawValue)), but what is fed is text: \(text)",
      hint: "One sample is \(input.shapeText), as numbers in brackets, or a file of them.")
  }

  private static func noNumbers(_ tensor: Tensor, _ input: Model.Input) -> InputError {
    InputError(
      "\(input.name) takes text, but what is fed is numbers \(tensor.shape)",
      hint: "Feed \(Feed.exampleText(input)), or a .txt file of a text a line.")
  }

  /// What can be typed for an input of text.
  static func exampleText(_ input: Model.Input) -> String {
    let count = (input.shape ?? []).reduce(1) { $0 * max($1 ?? 1, 1) }
    guard count > 1, count <= 8, input.shape?.count == 1 else { return "\"some words\"" }
    return "[" + (0..<count).map { "\"word\($0 + 1)\"" }.joined(separator: ", ") + "]"
  }

  /// One number or text is a sample of an input of one, and a list of them a batch of such, as Keras takes it.
  static func inColumn(_ tensor: Tensor, _ input: Model.Input) -> Tensor {
    guard input.accepts([1]), !input.accepts(tensor.shape), tensor.shape.rank < 2 else {
      return tensor
    }
    return tensor.reshaped(tensor.shape.rank == 0 ? [1] : [tensor.count, 1]) ?? tensor
  }

  /// The samples of an array for one input: a list of numbers are samples of one.
  package static func inBatch(_ tensor: Tensor, _ input: Model.Input) -> Tensor {
    let isList = tensor.shape.rank == 1 && !input.accepts(.scalar) && input.accepts([1])
    return isList ? tensor.reshaped([tensor.count, 1]) ?? tensor : tensor
  }

  /// The texts of a file of lines, or of fields between separators; nil of a file of another kind.
  static func texts(inFile text: String) throws -> [FileArray]? {
    guard let file = ArrayFile(text), let isLines = file.isTextOfLines else { return nil }
    let bytes = try FileBytes(path: file.path).reading { $0.bytes.array }
    guard let whole = String(validating: bytes, as: UTF8.self) else {
      throw InputError(in: file.path, "this is no UTF-8 text", hint: "Save it as UTF-8.")
    }
    return [FileArray(name: nil, tensor: try CsvTexts.tensor(whole, isLines: isLines, file.path))]
  }
}
