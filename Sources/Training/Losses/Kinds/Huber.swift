import Equations
import Terms

/// `ℓ = mean (|e| ≤ δ ? e²/2 : δ|e| − δ²/2)` over the last axis, e = ŷ − y.
struct Huber: Loss {
  static let className = "Huber"
  static let functionNames = ["huber", "huber_loss", "Huber"]
  static let notSaved = ["delta"]

  let delta: Double

  init(_ saved: Saved) throws(Obstacle) { delta = try saved.double("delta", default: 1) }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let e = try eq("e", prediction.output - y, "error")
    let far =
      delta == 1 ? e.absolute - 0.5 : .number(delta) * e.absolute - .number(0.5 * delta * delta)
    let size = Term.select(.lessEqual(e.absolute, .number(delta)), 0.5 * e.squared, far)
    return PlaceLosses(
      try places(size.mean([-1]), "squared near the target, straight beyond δ", eq))
  }
}
