import Equations
import Terms

/// `ℓ = mean max(1 − y·ŷ, 0)` over the last axis; labels 0 and 1 are taken for −1 and 1.
struct Hinge: BatchwiseLoss {
  static let className = "Hinge"
  static let functionNames = ["hinge"]

  init(_ saved: Saved) throws(Obstacle) {}

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let y = try eq.signedLabels(y)
    let miss = Term.maximum(1 - y * prediction.output, 0)
    return PlaceLosses(try places(miss.mean([-1]), "how far from beyond the margin", eq))
  }
}

extension BatchEquations {
  /// −1 and 1 for 0 and 1, where the whole batch has no other labels.
  func signedLabels(_ y: Term) throws -> Term {
    let other = Term.and(.notEqual(y, 0), .notEqual(y, 1)).cast(y.dtype).sum()
    let n = try sumOverSamples("n", other, "how many labels are neither 0 nor 1")
    return try self(
      Name("y_signed", "y±"), .select(.equal(n, 0), 2 * y - 1, y),
      "labels 0 and 1 are −1 and 1 here")
  }
}
