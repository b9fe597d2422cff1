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

  /// Reads a `compile_config` or a `training_config`; `isScaled`: whether the optimizer's arrays stand in those of a
  /// LossScaleOptimizer; `load`: how a file is loaded.
  package init(
    _ json: JSON, generation: Generation, isScaled: Bool = false, load: Loading? = nil
  ) {
    self.generation = generation
    loss = PerOutput(json["loss"])
    lossWeights = PerOutput(json["loss_weights"]) { $0.doubleValue != nil }
    metrics = json["metrics"].flatMap { $0.isNull ? nil : $0 }
    weightedMetrics = json["weighted_metrics"].flatMap { $0.isNull ? nil : $0 }
    let saved = json["optimizer"] ?? json["optimizer_config"]
    let hasMetrics = [metrics, weightedMetrics].contains { MetricLists($0, generation).saysAny }
    if let saved, !saved.isNull {
      optimization = Result { () throws(Obstacle) in
        var read = try Optimization(saved, generation: generation, isScaled: isScaled)
        if let load, json["run_eagerly"]?.boolValue != true {
          read.tracing = load == .archive && hasMetrics ? .twice : .once
        }
        read.loading = load
        return read
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

  /// The loss of every output; nil for one that is not judged. `given` are those that count in place of the file's, by the
  /// outputs' numbers; what the losses weigh stays.
  package func losses(
    of outputs: [Output], given: [Int: OutputLoss] = [:]
  ) throws(Obstacle) -> [CompiledLoss?] {
    let names = outputs.map(\.name)
    let isAllGiven = outputs.indices.allSatisfy { given[$0] != nil }
    let none = [JSON?](repeating: nil, count: outputs.count)
    let losses = isAllGiven ? none : try loss?.spread(over: names, "the loss") ?? none
    let weights = try lossWeights?.spread(over: names, "the loss weights")
    var result: [CompiledLoss?] = []
    for (index, output) in outputs.enumerated() {
      var one = given[index]
      if one == nil, let json = losses[index] {
        one = try Compiled.loss(json, of: output, among: outputs.count, generation)
      }
      let weight = weights?[index]?.doubleValue
      if let json = weights?[index], weight == nil {
        throw Obstacle(
          path: "the loss weights", kind: "compile", reason: "\(Saved.shown(json)) is no number",
          advice: "The file says so, or another Keras wrote it.")
      }
      result.append(one.map { CompiledLoss($0, weight: weight) })
    }
    return result
  }

  /// The loss that a name or a config means for an output, one of several.
  package static func loss(
    _ json: JSON, of output: Output, among count: Int, _ generation: Generation
  ) throws(Obstacle) -> OutputLoss {
    let json = named(json, output, generation)
    return try OutputLoss(
      Saved(json, place: place(of: output, among: count), generation: generation))
  }

  /// What messages call the loss of an output.
  package static func place(of output: Output, among count: Int) -> String {
    count == 1 ? "the loss" : "the loss of \(output.name)"
  }

  /// Keras 3 takes `crossentropy` for the one that the shapes ask for.
  private static func named(
    _ json: JSON, _ output: Output, _ generation: Generation
  ) -> JSON {
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
