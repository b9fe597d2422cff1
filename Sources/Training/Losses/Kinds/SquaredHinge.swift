import Equations
import Terms

/// `ℓ = mean max(1 − y·ŷ, 0)²` over the last axis; labels 0 and 1 are taken for −1 and 1.
struct SquaredHinge: BatchwiseLoss {
  static let className = "SquaredHinge"
  static let functionNames = ["squared_hinge"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let y = try eq.signedLabels(y)
    let miss = Term.maximum(1 - y * prediction.output, 0)
    return PlaceLosses(
      try places(miss.squared.mean([-1]), "how far from beyond the margin, squared", eq))
  }
}
