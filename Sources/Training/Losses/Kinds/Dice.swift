import Equations
import Terms

/// `ℓ = 1 − 2·Σ yŷ/(Σy + Σŷ + 1e-7)`, over the axes that are named, or over all samples together.
struct Dice: BatchwiseLoss {
  static let className = "Dice"
  static let functionNames = ["dice"]

  let overlap: Overlap

  init(_ saved: Saved) throws(Obstacle) { overlap = try Overlap(saved) }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let output = prediction.output
    let both = try overlap.sum("both", y * output, "what y and ŷ share", eq)
    let whole = try overlap.sum("y_sum", y, "of y", eq) + overlap.sum("p_sum", output, "of ŷ", eq)
    let loss = 1 - 2 * both / (whole + .number(Fuzz.epsilon))
    return PlaceLosses(
      try places(loss, "less twice the share of what both have", eq), isOfBatch: overlap.isOfBatch)
  }
}
