import Equations
import Terms

/// `ℓ = mean (ln(max(ŷ, 1e-7) + 1) − ln(max(y, 1e-7) + 1))²` over the last axis.
struct MeanSquaredLogarithmicError: Loss {
  static let className = "MeanSquaredLogarithmicError"
  static let functionNames = ["mean_squared_logarithmic_error", "msle", "MSLE"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    func size(_ term: Term) -> Term { (Term.maximum(term, .number(Fuzz.epsilon)) + 1).logarithm }
    let error = size(prediction.output) - size(y)
    return PlaceLosses(
      try places(error.squared.mean([-1]), "mean squared difference of the logarithms", eq))
  }
}
