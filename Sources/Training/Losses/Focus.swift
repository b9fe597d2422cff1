import Equations
import Terms

/// What a focal loss is told beside its cross-entropy: what is right already counts less.
struct Focus {
  let alpha: Double
  let gamma: Double

  init(_ saved: Saved) throws(Obstacle) {
    alpha = try saved.double("alpha", default: 0.25)
    gamma = try saved.double("gamma", default: 2)
  }

  /// `(1 − p)^γ`, p the probability of what is right.
  func weight(_ p: Term) -> Term { .power(1 - p, .number(gamma)) }
}
