import Equations
import Terms

/// `λ·Σw²`, without a half.
struct L2: Regularizer {
  static let names = ["L2", "l2"]
  let factor: Double

  init(_ saved: Saved) throws(Obstacle) { factor = try saved.double("l2", default: 0.01) }

  func penalty(of w: Term, to eq: some EquationList) throws -> Term {
    try eq("penalty", .number(factor) * w.squared.sum(), "L2, added to the loss once")
  }
}
