import Equations
import Terms

/// `s = [y = [ŷ > ½]]`: 1 where it is right.
struct BinaryAccuracy: Metric {
  static let names = ["BinaryAccuracy", "binary_accuracy"]
  let threshold: Double
  let generation: Generation

  init(_ saved: Saved) throws(Obstacle) {
    threshold = try saved.double("threshold", default: 0.5)
    generation = saved.generation
  }

  /// tf.keras takes the mean over the last axis first, which is the same mean in the end.
  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term {
    let (y, prediction) = PlaceRanks.aligned(y, prediction)
    let output = prediction.output
    let yes = Term.greater(output, .number(threshold)).cast(output.dtype)
    return try places(
      .equal(y.cast(output.dtype), yes).cast(output.dtype), "1 where it is right", eq)
  }
}
