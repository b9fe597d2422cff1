import Equations
import Terms

/// `η = η₀·r^(n/steps)`; as a staircase n/steps is rounded down.
struct ExponentialDecay: Schedule {
  static let className = "ExponentialDecay"
  let start: Double
  let steps: Double
  let decay: Double
  let isStaircase: Bool

  init(_ saved: Saved) throws(Obstacle) {
    start = try saved.needed("initial_learning_rate")
    steps = try saved.needed("decay_steps")
    decay = try saved.needed("decay_rate")
    isStaircase = try saved.bool("staircase", default: false)
  }

  func rate(_ n: Term, to eq: some EquationList) throws -> Term {
    let share = n / .number(steps)
    let exponent = isStaircase ? share(Floor()) : share
    return try eq.rate(
      .number(start) * .power(.number(decay), exponent), "learning rate after n updates")
  }
}
