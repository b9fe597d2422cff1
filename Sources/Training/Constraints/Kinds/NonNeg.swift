import Equations
import Terms

/// `max(w, 0)`.
struct NonNeg: Constraint {
  static let names = ["NonNeg", "non_neg", "nonneg"]

  init(_ saved: Saved) throws(Obstacle) {}

  func constrained(_ w: Term, to eq: some EquationList) throws -> Term {
    try eq("w_c", .maximum(w, 0), "nothing below 0")
  }
}
