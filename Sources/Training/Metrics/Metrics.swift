import Containers
import Equations
import Tensors

/// Every metric there is, by the name of its file.
package enum Metrics {
  package static let all: [any Metric.Type] = [
    Accuracy.self,
    BinaryAccuracy.self,
    CategoricalAccuracy.self,
    CosineMetric.self,
    SparseCategoricalAccuracy.self,
    SparseTopK.self,
    TopK.self,
  ]

  /// Reads a metric of `compile` for an output; the shapes say which accuracy is meant.
  package static func read(
    _ json: JSON, place: String, generation: Generation, y: Shape, output: Shape
  ) throws(Obstacle) -> any Metric {
    let saved = try Saved(json, place: place, generation: generation)
    let name = resolved(saved.kind, isName: json.stringValue != nil, y, output)
    saved.passOver("dtype")
    return try saved.part(
      of: maker(name),
      orThrow: saved.obstacle(
        "this metric is not computed", "It changes nothing of what is trained.")
    ) { make throws(Obstacle) in try make(saved) }
  }

  private typealias Maker = (Saved) throws(Obstacle) -> any Metric

  /// What makes the metric of a name: a kind of this list, or a loss that is only looked at.
  private static func maker(_ name: String) -> Maker? {
    if let kind = all.first(where: { $0.names.contains(name) }) {
      return { saved throws(Obstacle) in
        try saved.expectFunction(kind.names)
        return try kind.init(saved)
      }
    }
    guard let loss = Losses.named(name == "LogCoshError" ? "LogCosh" : name) else { return nil }
    return { saved throws(Obstacle) in
      try saved.expectFunction(loss.functionNames)
      return LossMetric(try loss.init(saved))
    }
  }

  /// `accuracy` means one of three, as the shapes of y and ŷ say.
  static func resolved(_ name: String, isName: Bool, _ y: Shape, _ output: Shape) -> String {
    guard isName, ["accuracy", "acc"].contains(name.lowercased()) else { return name }
    switch Kind(y: y, output: output) {
    case .binary: return "binary_accuracy"
    case .sparse: return "sparse_categorical_accuracy"
    case .categorical: return "categorical_accuracy"
    }
  }

  /// What y says of ŷ, by the shapes of one sample.
  enum Kind {
    case binary, sparse, categorical

    init(y: Shape, output: Shape) {
      let isColumn = y.rank > 0 && y.width == 1 && output.width > 1
      if output.rank == 0 || output.width == 1 {
        self = .binary
      } else if y.rank < output.rank || isColumn {
        self = .sparse
      } else {
        self = .categorical
      }
    }
  }
}
