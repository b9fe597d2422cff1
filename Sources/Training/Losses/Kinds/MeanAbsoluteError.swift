import Equations
import Terms

/// `ℓ = mean |y − ŷ|` over the last axis.
struct MeanAbsoluteError: Loss {
  static let className = "MeanAbsoluteError"
  static let functionNames = ["mean_absolute_error", "mae", "MAE"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let error = y - prediction.output
    return PlaceLosses(try places(error.absolute.mean([-1]), "mean of the errors' sizes", eq))
  }
}
