import Equations
import Terms

/// `η = η₀·r^(n/steps)`; as a staircase n/steps is rounded down.
struct ExponentialDecay: Schedule {
  static let className = "ExponentialDecay"
  let decay: Decay

  init(_ saved: Saved) throws(Obstacle) { decay = try Decay(saved) }

  func rate(_ n: Term, to eq: some EquationList) throws -> Term {
    try eq.rate(
      .number(decay.start) * .power(.number(decay.rate), decay.share(n)),
      "learning rate after n updates")
  }
}
