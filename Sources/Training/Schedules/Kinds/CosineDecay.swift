import Equations
import Terms

/// `η = from·((1 − α)·(1 + cos(π·n/steps))/2 + α)`, n not above the steps; after a straight way up to its target
/// where there is a warm-up.
struct CosineDecay: Schedule {
  static let className = "CosineDecay"
  let start: Double
  let steps: Double
  let alpha: Double
  let target: Double?
  let warmup: Double

  init(_ saved: Saved) throws(Obstacle) {
    start = try saved.needed("initial_learning_rate")
    steps = try saved.needed("decay_steps")
    alpha = try saved.double("alpha", default: 0)
    target = try saved.double("warmup_target")
    warmup = try saved.double("warmup_steps", default: 0)
  }

  func rate(_ n: Term, to eq: some EquationList) throws -> Term {
    guard let target else {
      return try eq.rate(
        decayed(.minimum(n, .number(steps)), from: start), "learning rate after n updates")
    }
    let k = Term.minimum(n, .number(steps + warmup))
    let down = decayed(k - .number(warmup), from: target)
    guard warmup > 0 else { return try eq.rate(down, "learning rate after n updates") }
    let up = .number(target - start) * (k / .number(warmup)) + .number(start)
    return try eq.rate(
      .select(.less(k, .number(warmup)), up, down), "learning rate after n updates: up, then down")
  }

  private func decayed(_ n: Term, from rate: Double) -> Term {
    let wave = 0.5 * (1 + (.number(Double.pi) * (n / .number(steps)))(Cos()))
    return .number(rate) * (.rest(of: alpha) * wave + .number(alpha))
  }
}
