import Equations
import Terms

/// Adam, with steps as long as the weight: `m′ = m + (g − m)(1 − β₁)`, `v′ = v + (g² − v)(1 − β₂)`,
/// `u = m̂/(√v̂ + ε)`, `w′ = w − ‖w‖/‖u‖·η·u`; where one of the lengths is 0, their ratio is 1.
struct Lamb: Optimizer {
  static let className = "Lamb"
  static let momentum = Slot("momentum", "m")
  static let velocity = Slot("velocity", "v")

  let beta1, beta2, epsilon: Double

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    beta1 = try saved.double("beta_1", default: 0.9)
    beta2 = try saved.double("beta_2", default: 0.999)
    epsilon = try saved.double("epsilon", default: 1e-7)
  }

  var slotGroups: [[Slot]] { [[Lamb.momentum, Lamb.velocity]] }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let (m, v) = (slots[Lamb.momentum], slots[Lamb.velocity])
    let mean = try eq(
      Lamb.momentum.next, m + (g.value - m) * .rest(of: beta1), "moving mean of the slope")
    let square = try eq(
      Lamb.velocity.next, v + (g.square - v) * .rest(of: beta2), "moving mean of the slope's square"
    )
    let best = mean / (1 - .power(.number(beta1), step.t))
    let spread = (square / (1 - .power(.number(beta2), step.t))).squareRoot + .number(epsilon)
    let u = try eq("u", best / spread, "Adam's step, m and v corrected for having started at 0")
    let long = try eq(Name("w_norm", "‖w‖"), w.squared.sum().squareRoot, "how long the weight is")
    let wide = try eq(Name("u_norm", "‖u‖"), u.squared.sum().squareRoot, "how long the step is")
    let isAny = Term.and(.greater(long, 0), .greater(wide, 0))
    let ratio = try eq(
      "ratio", .select(isAny, long / wide, 1), "makes the step as long as the weight")
    return Updated(
      try changed(w - ratio * step.rate * u, "a share η of the weight's length along the step", eq),
      SlotTerms([Lamb.momentum: mean, Lamb.velocity: square]))
  }
}
