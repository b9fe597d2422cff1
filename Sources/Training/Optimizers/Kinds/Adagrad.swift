import Equations
import Terms

/// `a′ = a + g²`, `w′ = w − η·g/√(a′ + ε)`; the legacy one has ε outside the root.
struct Adagrad: Optimizer {
  static let className = "Adagrad"

  let epsilon: Double
  let sum: Slot
  let rules: Rules

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    epsilon = try saved.double("epsilon", default: 1e-7)
    let first = saved.generation == .standalone ? 0 : 0.1
    sum = Slot(
      "accumulator", "a",
      first: .number(try saved.double("initial_accumulator_value", default: first)))
    self.rules = rules
  }

  static func defaultRate(_ rules: Rules) -> Double { 0.001 }

  var slotGroups: [[Slot]] { [[sum]] }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let a = try eq(sum.next, slots[sum] + g.square, "sum of all slopes' squares")
    let root =
      rules == .legacy
      ? a.squareRoot + .number(epsilon) : (a + .number(epsilon)).squareRoot
    return Updated(
      try changed(w - step.rate * g.value / root, "a step by the size of all slopes so far", eq),
      SlotTerms([sum: a]))
  }
}
