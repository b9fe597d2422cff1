import Expressions
import Layers
import Tensors
import Terms
import Training

/// The words of a loss: y and ŷ by several names each, and functions.
struct LossNames: Names {
  static let target = ["y", "target", "y_true"]
  static let output = ["output", "y_pred", "ŷ"]

  /// What the output is called in its model.
  let outputName: String
  let version: KerasVersion
  let functions: [String: FunctionMaker]

  init(output: String, version: KerasVersion) {
    outputName = output
    self.version = version
    functions = Activations.makers(version).merging(Aim.functions(version)) { own, _ in own }
  }

  var names: [String] { LossNames.target + LossNames.output + [outputName] }

  func isName(_ word: String) -> Bool { names.contains(word) }

  /// Whether a word means ŷ.
  func isOutput(_ word: String) -> Bool {
    LossNames.output.contains(word) || word == outputName && !LossNames.target.contains(word)
  }
}

/// The words of a loss as terms of what is being written.
struct LossScope: TermScope {
  let own: LossNames
  let y: Term
  let prediction: Prediction
  let functions: [String: FunctionMaker]
  private let array: (Tensor) -> Term

  init(
    names: LossNames, y: Term, prediction: Prediction,
    _ array: @escaping (Tensor) -> Term = { .number($0.elements.first ?? 0) }
  ) {
    (own, self.y, self.prediction, self.array) = (names, y, prediction, array)
    let losses = Losses.makers(Generation(names.version), of: prediction)
    functions = names.functions.merging(losses) { _, ofPrediction in ofPrediction }
  }

  var names: [String] { own.names }
  func isName(_ word: String) -> Bool { own.isName(word) }

  func term(named word: String) -> Term? {
    own.isOutput(word) ? prediction.output : LossNames.target.contains(word) ? y : nil
  }

  func constant(_ tensor: Tensor) -> Term? {
    if tensor.shape.rank == 0, let number = tensor.elements.first { return .number(number) }
    return array(tensor)
  }
}
