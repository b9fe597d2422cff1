import Equations
import Terms

/// `w′ = w − η·sign(β₁·m + (1 − β₁)·g)`, `m′ = β₂·m + (1 − β₂)·g`.
struct Lion: Optimizer {
  static let className = "Lion"
  static let momentum = Slot("momentum", "m")

  let beta1: Double
  let beta2: Double

  static func defaultRate(_ rules: Rules) -> Double { rules == .keras3 ? 0.001 : 0.0001 }

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    beta1 = try saved.double("beta_1", default: 0.9)
    beta2 = try saved.double("beta_2", default: 0.99)
  }

  var slotGroups: [[Slot]] { [[Lion.momentum]] }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let old = slots[Lion.momentum]
    let way = old * .number(beta1) + g.value * .singleRest(of: beta1)
    let weight = try changed(
      w - step.rate * way(Sign()), "a step of η, up or down as slope and momentum say", eq)
    let m = try eq(
      Lion.momentum.next, old * .number(beta2) + g.value * .singleRest(of: beta2),
      "moving mean of the slope")
    return Updated(weight, SlotTerms([Lion.momentum: m]))
  }
}
