import Equations
import Terms

/// `v′ = ρ·v + (1 − ρ)·g²`, `w′ = w − η·g/√(v′ + ε)`.
///
/// Centered, the square of the slopes' moving mean is taken from v′; with momentum `m′ = μ·m + η·g/√(v′ + ε)`,
/// `w′ = w − m′`. The legacy one without momentum has ε outside the root.
struct RMSprop: Optimizer {
  static let className = "RMSprop"
  static let velocity = Slot("velocity", "v")
  static let momentum = Slot("momentum", "m")
  static let average = Slot("average_gradient", Name("g_mean", "ḡ"))

  let rho: Double
  let momentum: Double
  let epsilon: Double
  let isCentered: Bool
  let rules: Rules

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    rho = try saved.hyper("rho", default: 0.9, rules)
    momentum = try saved.hyper("momentum", default: 0, rules)
    epsilon = try saved.double("epsilon", default: 1e-7)
    isCentered = try saved.bool("centered", default: false)
    self.rules = rules
  }

  var slotGroups: [[Slot]] {
    [[RMSprop.velocity]] + (momentum > 0 ? [[RMSprop.momentum]] : [])
      + (isCentered ? [[RMSprop.average]] : [])
  }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let v = try eq(
      RMSprop.velocity.next,
      .number(rho) * slots[RMSprop.velocity] + .rest(of: rho) * g.square,
      "moving mean of the slope's square")
    var next = SlotTerms([RMSprop.velocity: v])
    var spread = v
    if isCentered {
      let mean = try eq(
        RMSprop.average.next,
        .number(rho) * slots[RMSprop.average] + .rest(of: rho) * g.value,
        "moving mean of the slope")
      next[RMSprop.average] = mean
      spread = v - mean.squared
    }
    let way = step.rate * g.value / root(spread)
    guard momentum > 0 else {
      return Updated(try changed(w - way, "a step by the size of the slopes", eq), next)
    }
    let m = try eq(
      RMSprop.momentum.next, .number(momentum) * slots[RMSprop.momentum] + way,
      "momentum: what is kept of the steps before, and this one")
    next[RMSprop.momentum] = m
    return Updated(try changed(w - m, "a step along the momentum", eq), next)
  }

  private func root(_ spread: Term) -> Term {
    let isOutside = rules == .legacy && momentum == 0
    return isOutside
      ? spread.squareRoot + .number(epsilon) : (spread + .number(epsilon)).squareRoot
  }
}
