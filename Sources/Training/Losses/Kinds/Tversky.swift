import Equations
import Terms

/// `ℓ = 1 − Σyŷ/(Σyŷ + α·Σy(1 − ŷ) + β·Σŷ(1 − y) + 1e-7)`, over the axes that are named, or over all samples together.
struct Tversky: BatchwiseLoss {
  static let className = "Tversky"
  static let functionNames = ["tversky"]

  let alpha, beta: Double
  let overlap: Overlap

  init(_ saved: Saved) throws(Obstacle) {
    alpha = try saved.double("alpha", default: 0.5)
    beta = try saved.double("beta", default: 0.5)
    overlap = try Overlap(saved)
  }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let output = prediction.output
    let both = try overlap.sum("both", y * output, "what y and ŷ share", eq)
    let missed = try overlap.sum("missed", (1 - output) * y, "of y, and not of ŷ", eq)
    let added = try overlap.sum("added", output * (1 - y), "of ŷ, and not of y", eq)
    let whole = both + missed * .number(alpha) + added * .number(beta)
    let loss = 1 - both / (whole + .number(Fuzz.epsilon))
    return PlaceLosses(
      try places(loss, "less the share of what both have", eq), isOfBatch: overlap.isOfBatch)
  }
}
