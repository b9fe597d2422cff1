import Equations
import Terms

/// `s = [argmax y = argmax ŷ]` along the last axis: 1 where it is right.
struct CategoricalAccuracy: Metric {
  static let names = ["CategoricalAccuracy", "categorical_accuracy"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term {
    let output = prediction.output
    return try places(
      .equal(y.greatestPlace, output.greatestPlace).cast(output.dtype), "1 where it is right", eq)
  }
}

extension Term {
  /// Where along the last axis the greatest number stands; the first of several.
  var greatestPlace: Term { self(Reduce(.argmax, axes: [-1])) }
}
