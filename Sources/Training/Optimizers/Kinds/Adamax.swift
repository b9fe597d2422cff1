import Equations
import Terms

/// `m′ = m + (g − m)(1 − β₁)`, `u′ = max(β₂·u, |g|)`, `w′ = w − η·m′/((1 − β₁ᵗ)·(u′ + ε))`.
struct Adamax: Optimizer {
  static let className = "Adamax"
  static let momentum = Slot("momentum", "m")
  static let norm = Slot("norm", "u")

  let beta1: Double
  let beta2: Double
  let epsilon: Double
  let rules: Rules

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    beta1 = try saved.hyper("beta_1", default: 0.9, rules)
    beta2 = try saved.hyper("beta_2", default: 0.999, rules)
    epsilon = try saved.double("epsilon", default: 1e-7)
    self.rules = rules
  }

  var slotGroups: [[Slot]] {
    let both = [Adamax.momentum, Adamax.norm]
    return rules == .legacy ? both.map { [$0] } : [both]
  }

  func begin(_ step: Step, to eq: some EquationList) throws -> Step {
    var step = step
    step.known["share"] = try eq(
      "share", 1 - .power(.number(beta1), step.t), "corrects m for having started at 0")
    return step
  }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let old = slots[Adamax.momentum]
    let m = try eq(
      Adamax.momentum.next, old + (g.value - old) * .rest(of: beta1), "moving mean of the slope")
    let u = try eq(
      Adamax.norm.next, .maximum(.number(beta2) * slots[Adamax.norm], g.size),
      "the greatest slope, slowly forgotten")
    let way = step.rate * m / (step["share"] * (u + .number(epsilon)))
    return Updated(
      try changed(w - way, "a step of m, by the greatest slope", eq),
      SlotTerms([Adamax.momentum: m, Adamax.norm: u]))
  }
}
