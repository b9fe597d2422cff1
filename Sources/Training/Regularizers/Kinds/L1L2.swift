import Equations
import Terms

/// `λ₁·Σ|w| + λ₂·Σw²`; a factor of 0 writes nothing.
struct L1L2: Regularizer {
  static let names = ["L1L2", "l1_l2", "L1L2Regularizer", "WeightRegularizer"]
  let first: Double
  let second: Double

  init(_ saved: Saved) throws(Obstacle) {
    let fallback = saved.config.isEmpty && saved.kind == "l1_l2" ? 0.01 : 0
    first = try saved.double("l1", default: fallback)
    second = try saved.double("l2", default: fallback)
  }

  func penalty(of w: Term, to eq: some EquationList) throws -> Term {
    let one = first == 0 ? nil : .number(first) * w.absolute.sum()
    let two = second == 0 ? nil : .number(second) * w.squared.sum()
    let sum: Term = one.map { $0 + two } ?? two ?? 0
    return try eq("penalty", sum, "L1 and L2, added to the loss once")
  }
}
