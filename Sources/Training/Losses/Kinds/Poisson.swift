import Equations
import Terms

/// `ℓ = mean (ŷ − y·ln(ŷ + 1e-7))` over the last axis.
struct Poisson: Loss {
  static let className = "Poisson"
  static let functionNames = ["poisson"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let output = prediction.output
    let value = output - y * (output + .number(Fuzz.epsilon)).logarithm
    return PlaceLosses(try places(value.mean([-1]), "−ln of a count's probability", eq))
  }
}
