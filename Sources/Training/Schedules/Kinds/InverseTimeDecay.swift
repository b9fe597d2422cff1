import Equations
import Terms

/// `η = η₀/(1 + r·n/steps)`; as a staircase n/steps is rounded down.
struct InverseTimeDecay: Schedule {
  static let className = "InverseTimeDecay"
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
    let grown = isStaircase ? share(Floor()) : share
    return try eq.rate(
      .number(start) / (1 + .number(decay) * grown), "learning rate after n updates")
  }
}
