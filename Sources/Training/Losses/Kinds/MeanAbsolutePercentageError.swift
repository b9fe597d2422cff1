import Equations
import Terms

/// `ℓ = 100 · mean |(y − ŷ) / max(|y|, 1e-7)|` over the last axis.
struct MeanAbsolutePercentageError: Loss {
  static let className = "MeanAbsolutePercentageError"
  static let functionNames = ["mean_absolute_percentage_error", "mape", "MAPE"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let size = Term.maximum(y.absolute, .number(Fuzz.epsilon))
    let share = ((y - prediction.output) / size).absolute
    return PlaceLosses(try places(100 * share.mean([-1]), "mean error in percent of y", eq))
  }
}
