import Equations
import Terms

/// `ℓ = max(max((1 − y)·ŷ) − Σ y·ŷ + 1, 0)` over the last axis.
struct CategoricalHinge: Loss {
  static let className = "CategoricalHinge"
  static let functionNames = ["categorical_hinge"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let output = prediction.output
    let right = try eq("pos", (y * output).sum([-1]), "what the right class has")
    let wrong = try eq(
      "neg", ((1 - y) * output)(Reduce(.max, axes: [-1])), "the most that another class has")
    return PlaceLosses(
      try places(.maximum(wrong - right + 1, 0), "how far from beyond the margin", eq))
  }
}
