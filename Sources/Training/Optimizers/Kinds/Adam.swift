import Equations
import Terms

/// `m′ = m + (g − m)(1 − β₁)`, `v′ = v + (g² − v)(1 − β₂)`, `w′ = w − α·m′/(√v′ + ε)`,
/// `α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)`; amsgrad takes the greatest v so far.
struct Adam: Optimizer {
  static let className = "Adam"
  static let momentum = Slot("momentum", "m")
  static let velocity = Slot("velocity", "v")
  static let greatest = Slot("velocity_hat", Name("v_hat", "v̂"))

  let beta1: Double
  let beta2: Double
  let epsilon: Double
  let isAMSGrad: Bool
  let rules: Rules

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    beta1 = try saved.hyper("beta_1", default: 0.9, rules)
    beta2 = try saved.hyper("beta_2", default: 0.999, rules)
    epsilon = try saved.double("epsilon", default: 1e-7)
    isAMSGrad = try saved.bool("amsgrad", default: false)
    self.rules = rules
  }

  var slotGroups: [[Slot]] {
    let moments = [Adam.momentum, Adam.velocity]
    let groups = rules == .legacy ? moments.map { [$0] } : [moments]
    return groups + (isAMSGrad ? [[Adam.greatest]] : [])
  }

  func begin(_ step: Step, to eq: some EquationList) throws -> Step {
    var step = step
    let second = (1 - .power(.number(beta2), step.t)).squareRoot
    let alpha = step.rate * second / (1 - .power(.number(beta1), step.t))
    step.known["alpha"] = try eq(
      Name("alpha", "α"), alpha, "learning rate, m and v corrected for having started at 0")
    return step
  }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let (m, v) = try moments(g, slots, eq)
    var next = SlotTerms([Adam.momentum: m, Adam.velocity: v])
    var root = v
    if isAMSGrad {
      root = try eq(
        Adam.greatest.next, .maximum(slots[Adam.greatest], v), "the greatest v so far")
      next[Adam.greatest] = root
    }
    let way = m * step["alpha"] / (root.squareRoot + .number(epsilon))
    return Updated(try changed(w - way, "a step of m, by the size of the slopes", eq), next)
  }

  /// The moving means of the slope and of its square.
  private func moments(_ g: Gradient, _ slots: SlotTerms, _ eq: some EquationList) throws -> (
    Term, Term
  ) {
    let (m, v) = (slots[Adam.momentum], slots[Adam.velocity])
    let mean = try eq(
      Adam.momentum.next, m + (g.value - m) * .rest(of: beta1), "moving mean of the slope")
    let square = try eq(
      Adam.velocity.next, v + (g.square - v) * .rest(of: beta2),
      "moving mean of the slope's square")
    return (mean, square)
  }
}
