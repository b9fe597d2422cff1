import Equations
import Terms

/// `s = [y = argmax ŷ]` along the last axis: 1 where it is right.
struct SparseCategoricalAccuracy: Metric {
  static let names = ["SparseCategoricalAccuracy", "sparse_categorical_accuracy"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term {
    let output = prediction.output
    let y = try eq.classes(y, output)
    return try places(
      .equal(y, output.greatestPlace).cast(output.dtype), "1 where it is right", eq)
  }
}
