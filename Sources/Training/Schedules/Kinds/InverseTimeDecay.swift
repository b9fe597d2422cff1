import Equations
import Terms

/// `η = η₀/(1 + r·n/steps)`; as a staircase n/steps is rounded down.
struct InverseTimeDecay: Schedule {
  static let className = "InverseTimeDecay"
  let decay: Decay

  init(_ saved: Saved) throws(Obstacle) { decay = try Decay(saved) }

  func rate(_ n: Term, to eq: some EquationList) throws -> Term {
    try eq.rate(
      .number(decay.start) / (1 + .number(decay.rate) * decay.share(n)),
      "learning rate after n updates")
  }
}
