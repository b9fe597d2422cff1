import Tensors

/// Why arrays cannot be fed to a model.
public struct FeedError: Error, Sendable, Equatable, CustomStringConvertible {
  public let reason: String
  public let advice: String

  public var description: String { advice.isEmpty ? reason : "\(reason)\n\(advice)" }

  /// The number of samples; throws when the arrays do not fit the model's inputs.
  static func check(_ arrays: [Tensor], against model: Model) throws(FeedError) -> Int {
    let inputs = model.inputs
    guard arrays.count == inputs.count else {
      let names = inputs.map { "\($0.name) \($0.shapeText)" }.joined(separator: ", ")
      throw FeedError(
        reason: "the model takes \(inputs.count) inputs and is fed \(arrays.count)",
        advice: "Its inputs: \(names).")
    }
    for (input, array) in zip(inputs, arrays) {
      guard array.shape.rank > 0, input.accepts(array.shape.removing(0)) else {
        throw FeedError(
          reason: "\(input.name) takes samples of \(input.shapeText), but is fed \(array.shape)",
          advice: "The first axis counts samples.")
      }
    }
    let counts = Set(arrays.map { $0.shape[0] })
    guard let samples = counts.first, counts.count == 1, samples > 0 else {
      let list = arrays.map { "\($0.shape)" }.joined(separator: ", ")
      throw FeedError(
        reason: "the inputs have different numbers of samples: \(list)",
        advice: "Their first axes must be of one length, 1 or more.")
    }
    return samples
  }
}
