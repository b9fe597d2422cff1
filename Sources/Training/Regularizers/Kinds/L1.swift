import Equations
import Terms

/// `λ·Σ|w|`.
struct L1: Regularizer {
  static let names = ["L1", "l1"]
  let factor: Double

  init(_ saved: Saved) throws(Obstacle) { factor = try saved.double("l1", default: 0.01) }

  func penalty(of w: Term, to eq: some EquationList) throws -> Term {
    try eq("penalty", .number(factor) * w.absolute.sum(), "L1, added to the loss once")
  }
}
