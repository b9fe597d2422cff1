import Containers
import Equations
import Tensors
import Terms

/// The loss of one output: its places' losses, weighed, and reduced to one number of the batch.
package struct OutputLoss: Sendable {
  package let loss: any Loss
  package let reduction: Reduction
  package let generation: Generation
  /// What Keras saved of it, for refusals.
  package let saved: Saved

  package init(_ saved: Saved) throws(Obstacle) {
    guard let kind = Losses.named(saved.kind) else { throw Losses.unknown(saved) }
    if let dtype = saved.value("dtype") { try saved.expectSingle(dtype) }
    try saved.expectFunction(kind.functionNames)
    reduction = try Reduction(saved)
    loss = try kind.init(saved)
    generation = saved.generation
    self.saved = saved
    try saved.refuseUnread()
  }

  /// Writes the loss of one batch, of the target y of one sample.
  ///
  /// A weight is the sample's own, one number or one for every place; nil: 1. A mask says which places of ŷ count
  /// (`_keras_mask`); nil: all.
  package func write(
    _ y: Term, _ prediction: Prediction, weight: Term? = nil, mask: Term? = nil,
    to eq: some BatchEquations
  ) throws -> Term {
    let places = try writePlaces(y, prediction, to: eq)
    let count = try places.mask.map { own in
      try mask.map { try eq("m", .and($0, own), "what counts") } ?? own
    }
    let weighing = Weighing(
      places.values, weight: weight, mask: count ?? mask, reduction, generation)
    return try weighing.write(to: eq)
  }

  /// Writes the loss of every place of one sample.
  package func writePlaces(
    _ y: Term, _ prediction: Prediction, to eq: some BatchEquations
  ) throws -> PlaceLosses {
    let (y, prediction) = PlaceRanks.aligned(y, prediction)
    guard prediction.output.shape.rank > 0 else {
      throw saved.obstacle(
        "the output is one number for each sample without an axis of its own, over which it would average",
        "Give the output a last axis.")
    }
    return try loss.write(y, prediction, to: eq)
  }
}

extension Losses {
  /// The refusal of a loss that is not computed.
  static func unknown(_ saved: Saved) -> Obstacle {
    let isKeras = notComputed.contains(saved.kind)
    return saved.obstacle(
      isKeras ? "this loss of Keras' is not computed" : "it is none of Keras' losses",
      "Say what stands for it: set loss mean_squared_error, or an expression of y and output.")
  }
}

extension Saved {
  /// Throws for a loss that computes in another format than float32.
  func expectSingle(_ dtype: JSON) throws(Obstacle) {
    let word = dtype.stringValue ?? dtype["config"]?["name"]?.stringValue
    guard word == "float32" else {
      throw refusal("dtype", "float32")
    }
  }
}
