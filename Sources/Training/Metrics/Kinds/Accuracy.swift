import Equations
import Terms

/// `s = [y = ŷ]`: 1 where the prediction is the very number.
struct Accuracy: Metric {
  static let names = ["Accuracy"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> Term {
    let (y, prediction) = PlaceRanks.aligned(y, prediction)
    let output = prediction.output
    return try places(.equal(y, output).cast(output.dtype), "1 where it is right", eq)
  }
}
