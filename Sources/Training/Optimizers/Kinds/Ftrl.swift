import Equations
import Terms

/// Follow the regularized leader: `a′ = a + g²`, `z′ = z + g + 2sw − (a′^p − a^p)/η·w`,
/// `w′ = (clip(z′, −λ₁, λ₁) − z′)/(a′^p/η + 2(λ₂ + β/(2η)))`, p = ½ unless it is told otherwise.
struct Ftrl: Optimizer {
  static let className = "Ftrl"
  static let linear = Slot("linear", "z")

  let sum: Slot
  let power, l1, l2, shrinkage, beta: Double

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    guard rules != .legacy else {
      throw saved.obstacle(
        "this optimizer is not computed as tf.keras had it before 2.11",
        "Say what stands for it: set optimizer ftrl.")
    }
    power = -(try saved.double("learning_rate_power", default: -0.5))
    l1 = try saved.double("l1_regularization_strength", default: 0)
    l2 = try saved.double("l2_regularization_strength", default: 0)
    shrinkage = try saved.double("l2_shrinkage_regularization_strength", default: 0)
    beta = try saved.double("beta", default: 0)
    sum = Slot(
      "accumulator", "a",
      first: .number(try saved.double("initial_accumulator_value", default: 0.1)))
  }

  var slotGroups: [[Slot]] { [[sum, Ftrl.linear]] }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let (a, z) = (slots[sum], slots[Ftrl.linear])
    let all = try eq(sum.next, a + g.square, "sum of all slopes' squares")
    let slope = shrinkage == 0 ? g.value : g.value + .number(2 * shrinkage) * w
    let change = (raised(all) - raised(a)) / step.rate
    let sums = try eq(
      Ftrl.linear.next, z + (slope - change * w),
      "sum of all slopes, less what the weight was moved by the ways that grew shorter")
    let rest: Term = .number(2 * l2) + (beta == 0 ? 0 : .number(beta) / step.rate)
    let quadratic = raised(all) / step.rate
    let divisor = l2 == 0 && beta == 0 ? quadratic : quadratic + rest
    let clipped = l1 == 0 ? -sums : sums.clipped(-l1, l1) - sums
    return Updated(
      try changed(clipped / divisor, "where all slopes so far would have led it", eq),
      SlotTerms([sum: all, Ftrl.linear: sums]))
  }

  private func raised(_ a: Term) -> Term {
    power == 0.5 ? a.squareRoot : .power(a, .number(power))
  }
}
