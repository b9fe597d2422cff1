import Equations
import Terms

/// Adam without a schedule: `v′ = v + (g² − v)(1 − β₂)`, `z′ = z − η·g/(√(v′/(1 − β₂ᵗ)) + ε)`, where x is the mean of all z so far,
/// `x = (w − (1 − β₁)z′)/β₁`, `x′ = (1 − 1/t)x + z′/t`, and the weight lies between both, `w′ = (1 − β₁)z′ + β₁x′`.
///
/// The formula has z where Keras on TensorFlow reads the variable once it has become z′.
struct ScheduleFreeAdamW: Optimizer {
  static let className = "ScheduleFreeAdamW"
  static let point = Slot("momentum", "z", first: .weight)
  static let velocity = Slot("velocity", "v")

  let beta1, beta2, epsilon: Double
  let warmup: Int

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    beta1 = try saved.double("beta_1", default: 0.9)
    beta2 = try saved.double("beta_2", default: 0.999)
    epsilon = try saved.double("epsilon", default: 1e-8)
    warmup = try saved.int("warmup_steps") ?? 0
  }

  static func defaultRate(_ rules: Rules) -> Double { 0.0025 }

  var slotGroups: [[Slot]] { [[ScheduleFreeAdamW.point, ScheduleFreeAdamW.velocity]] }

  var remark: String? {
    "Keras on TensorFlow takes z′ in place of z for x, for it reads z where it has changed already; with JAX it takes z"
  }

  func begin(_ step: Step, to eq: some EquationList) throws -> Step {
    guard warmup > 0 else { return step }
    var step = step
    step.known["eta"] = try eq(
      Name("eta_warm", "η_warm"),
      step.rate * Term.minimum(step.t / .number(Double(warmup)), 1), "grows in \(warmup) steps")
    return step
  }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let (z, v) = (slots[ScheduleFreeAdamW.point], slots[ScheduleFreeAdamW.velocity])
    let square = try eq(
      ScheduleFreeAdamW.velocity.next, v + (g.square - v) * .singleRest(of: beta2),
      "moving mean of the slope's square")
    let spread = (square / (1 - .power(.number(beta2), step.t))).squareRoot + .number(epsilon)
    let rate = step.known["eta"] ?? step.rate
    let next = try eq(
      ScheduleFreeAdamW.point.next, z - rate * g.value / spread, "a step by the size of the slopes")
    let own = Term.singleRest(of: beta1)
    let mean = try eq("x", (w - own * next) / .number(beta1), "for the mean of all z so far")
    let moved = try eq(
      Name("x_next", "x′"), (1 - 1 / step.t) * mean + 1 / step.t * next, "with this one")
    return Updated(
      try changed(own * next + .number(beta1) * moved, "between z and the mean of all", eq),
      SlotTerms([ScheduleFreeAdamW.point: next, ScheduleFreeAdamW.velocity: square]))
  }
}
