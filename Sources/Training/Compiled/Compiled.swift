import Containers
import Equations
import Tensors

/// What `compile` was told, as a file says it.
///
/// `.keras` has it under `compile_config`, an .h5 in its attribute `training_config`; the words differ, what they
/// mean does not.
package struct Compiled: Sendable {
  package let generation: Generation
  /// The optimizer; nil when none is saved, and why where it cannot be read.
  package let optimization: Result<Optimization, Obstacle>?
  private let loss: PerOutput?
  private let lossWeights: PerOutput?
  private let metrics: JSON?
  private let weightedMetrics: JSON?

  /// Reads a `compile_config` or a `training_config`.
  package init(_ json: JSON, generation: Generation) {
    self.generation = generation
    loss = PerOutput(json["loss"])
    lossWeights = PerOutput(json["loss_weights"]) { $0.doubleValue != nil }
    metrics = json["metrics"].flatMap { $0.isNull ? nil : $0 }
    weightedMetrics = json["weighted_metrics"].flatMap { $0.isNull ? nil : $0 }
    let saved = json["optimizer"] ?? json["optimizer_config"]
    if let saved, !saved.isNull {
      optimization = Result { () throws(Obstacle) in
        try Optimization(saved, generation: generation)
      }
    } else {
      optimization = nil
    }
  }

  /// Whether it says how the model is judged.
  package var hasLoss: Bool { loss != nil }

  /// An output, and what y is for it, by the shapes of one sample.
  package struct Output: Sendable {
    package let name: String
    package let shape: Shape
    package let target: Shape

    package init(_ name: String, _ shape: Shape, target: Shape) {
      self.name = name
      self.shape = shape
      self.target = target
    }
  }

  /// The loss of every output; nil for one that is not judged.
  package func losses(of outputs: [Output]) throws(Obstacle) -> [CompiledLoss?] {
    guard let loss else { return outputs.map { _ in nil } }
    let names = outputs.map(\.name)
    let losses = try loss.spread(over: names, "the loss")
    let weights = try lossWeights?.spread(over: names, "the loss weights")
    var result: [CompiledLoss?] = []
    for (index, output) in outputs.enumerated() {
      guard let json = losses[index] else {
        result.append(nil)
        continue
      }
      let place = outputs.count == 1 ? "the loss" : "the loss of \(output.name)"
      let saved = try Saved(named(json, output), place: place, generation: generation)
      result.append(
        CompiledLoss(try OutputLoss(saved), weight: weights?[index]?.doubleValue))
    }
    return result
  }

  /// Keras 3 takes `crossentropy` for the one that the shapes ask for.
  private func named(_ json: JSON, _ output: Output) -> JSON {
    guard generation == .keras3, let word = json.stringValue?.lowercased(),
      word == "crossentropy" || word == "ce"
    else { return json }
    switch Metrics.Kind(y: output.target, output: output.shape) {
    case .binary: return .string("binary_crossentropy")
    case .sparse: return .string("sparse_categorical_crossentropy")
    case .categorical: return .string("categorical_crossentropy")
    }
  }

  /// The metrics of every output, each by its name; what is not computed says so.
  package func metrics(of outputs: [Output]) -> [[CompiledMetric]] {
    let plain = MetricLists(metrics, generation).spread(over: outputs.map(\.name))
    let weighted = MetricLists(weightedMetrics, generation).spread(over: outputs.map(\.name))
    return outputs.enumerated().map { index, output in
      plain[index].map { CompiledMetric($0, output, generation, isWeighted: false) }
        + weighted[index].map { CompiledMetric($0, output, generation, isWeighted: true) }
    }
  }
}

/// The loss of one output, and its share in the whole.
package struct CompiledLoss: Sendable {
  package let loss: OutputLoss
  /// What it is multiplied with before losses are added up; nil: 1. What `fit` reports of it is not.
  package let weight: Double?

  init(_ loss: OutputLoss, weight: Double?) {
    self.loss = loss
    self.weight = weight
  }
}
