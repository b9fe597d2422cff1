import Equations
import Terms

/// `ℓ = mean (y − ŷ)²` over the last axis.
struct MeanSquaredError: Loss {
  static let className = "MeanSquaredError"
  static let functionNames = ["mean_squared_error", "mse", "MSE"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let error = y - prediction.output
    return PlaceLosses(try places(error.squared.mean([-1]), "mean of the squared errors", eq))
  }
}
