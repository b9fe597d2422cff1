import Equations
import Terms

/// `η = (η₀ − end)·(1 − n/steps)^power + end`, n not above the steps; in cycles the steps grow instead.
struct PolynomialDecay: Schedule {
  static let className = "PolynomialDecay"
  let start: Double
  let steps: Double
  let end: Double
  let power: Double
  let cycles: Bool

  init(_ saved: Saved) throws(Obstacle) {
    start = try saved.needed("initial_learning_rate")
    steps = try saved.needed("decay_steps")
    end = try saved.double("end_learning_rate", default: 0.0001)
    power = try saved.double("power", default: 1)
    cycles = try saved.bool("cycle", default: false)
  }

  func rate(_ n: Term, to eq: some EquationList) throws -> Term {
    let share: Term
    if cycles {
      let cycle = Term.select(.equal(n, 0), 1, (n / .number(steps))(Ceil()))
      share = n / (.number(steps) * cycle)
    } else {
      share = .minimum(n, .number(steps)) / .number(steps)
    }
    let p = try eq("p", share, "how much of the way is gone")
    return try eq.rate(
      .number(start - end) * .power(1 - p, .number(power)) + .number(end),
      "learning rate after n updates")
  }
}
