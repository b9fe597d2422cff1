import Containers
import Equations
import Tensors
import Terms

/// The loss of one output: its places' losses, weighed, and reduced to one number of the batch.
package struct OutputLoss: Sendable {
  package let loss: any PlaceLoss
  package let reduction: Reduction
  package let generation: Generation
  /// What Keras saved of it, for refusals.
  package let saved: Saved

  package init(_ saved: Saved) throws(Obstacle) {
    (loss, reduction) = try saved.part(
      of: Losses.named(saved.kind), orThrow: Losses.unknown(saved)
    ) { kind throws(Obstacle) in
      if let dtype = saved.value("dtype") { try saved.expectSingle(dtype) }
      try saved.expectFunction(kind.functionNames)
      let reduction = try Reduction(saved)
      return (try kind.init(saved), reduction)
    }
    generation = saved.generation
    self.saved = saved
  }

  /// A loss that was typed, reduced as Keras reduces what a function of one's own gives: averaged over places and samples.
  package init(typed loss: any PlaceLoss, text: String, place: String, _ generation: Generation) {
    self.loss = loss
    self.generation = generation
    reduction = .sumOverBatchSize
    saved = Saved(place: place, kind: text, generation: generation)
  }

  /// Whether it is one of Keras' losses, which takes y in a shape of its own.
  package var isKeras: Bool { loss is any Loss }

  /// What a person should know of it: an option that Keras 3 does not save; nil when there is no such thing.
  package var remark: String? {
    guard let loss = loss as? any Loss else { return nil }
    let keys = type(of: loss).notSaved.filter { saved.config[$0] == nil }
    guard generation == .keras3, !saved.config.isEmpty, !keys.isEmpty else { return nil }
    return
      "Keras 3 does not save \(keys.joined(separator: ", ")) of \(saved.kind): the default is taken, as "
      + "Keras takes it when it opens the file"
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
    if places.isOfBatch {
      guard weight == nil, mask == nil else {
        throw saved.obstacle(
          "it gives one number for all samples together, which weights or a mask beside it are not computed for",
          "Take a loss of each sample: axis names all axes but that of the samples.")
      }
      return try eq("L", places.values, "loss of the batch")
    }
    let count = try places.mask.map { own in
      try mask.map { try eq("m", .and($0, own), "what counts") } ?? own
    }
    guard weight == nil || generation != .standalone else {
      throw saved.obstacle(
        "standalone Keras divides by how many weights are not 0, which is not computed",
        "Take a newer Keras' way with --keras-version 2.15.")
    }
    try refuse(mask, "the mask is", beside: places.values)
    try refuse(weight, "the weights are", beside: places.values)
    // Up to TensorFlow 2.10 only what the loss itself leaves out is left out of the mean.
    let isPlain = generation == .earlyKeras2 && places.mask == nil
    let weighing = Weighing(
      places.values, weight: weight, mask: count ?? mask, reduction, countsMasked: isPlain)
    return try weighing.write(to: eq)
  }

  /// Throws for weights or a mask of timesteps beside what a typed loss gives of whole samples.
  private func refuse(
    _ factor: Term?, _ what: String, beside values: Term
  ) throws(Obstacle) {
    guard !isKeras, let factor else { return }
    let (mine, its) = (factor.shape.dims, values.shape.dims)
    guard its.count < mine.count || mine != Array(its.prefix(mine.count)) else { return }
    let given = its.isEmpty ? "one number" : "\(values.shape)"
    throw saved.obstacle(
      "it gives \(given) for each sample, and \(what) \(factor.shape), one for each place",
      "Leave an axis for the places: mean(…, axis=-1) is over the last one alone.")
  }

  /// Writes the loss of every place of one sample.
  package func writePlaces(
    _ y: Term, _ prediction: Prediction, to eq: some BatchEquations
  ) throws -> PlaceLosses {
    let (y, prediction) = PlaceRanks.aligned(y, prediction)
    guard prediction.output.shape.rank > 0 || !isKeras else {
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
      isKeras
        ? saved.kind.lowercased() == "circle"
          ? "this loss of Keras' compares every sample with every other, which is not computed"
          : "this loss of Keras' is not computed"
        : "it is none of Keras' losses, and a file holds no code",
      Saved.adviceForLoss)
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
