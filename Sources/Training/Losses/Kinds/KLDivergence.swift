import Equations
import Terms

/// `ℓ = Σ y·ln(y/ŷ)` over the last axis, both between 1e-7 and 1.
struct KLDivergence: Loss {
  static let className = "KLDivergence"
  static let functionNames = [
    "kl_divergence", "kld", "KLD", "kullback_leibler_divergence",
  ]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let q = try eq("q", y.clipped(Fuzz.epsilon, 1), "y, not below 1e-7 nor above 1")
    let p = try eq("p", prediction.output.clipped(Fuzz.epsilon, 1), "ŷ, not below 1e-7 nor above 1")
    return PlaceLosses(try places((q * (q / p).logarithm).sum([-1]), "divergence of p from q", eq))
  }
}
