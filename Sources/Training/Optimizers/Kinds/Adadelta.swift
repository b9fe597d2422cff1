import Equations
import Terms

/// `a′ = ρ·a + (1 − ρ)·g²`, `Δ = −√(d + ε)·g/√(a′ + ε)`, `d′ = ρ·d + (1 − ρ)·Δ²`, `w′ = w + η·Δ`.
struct Adadelta: Optimizer {
  static let className = "Adadelta"
  static let slopes = Slot("accumulated_grad", "a")
  static let changes = Slot("accumulated_delta_var", "d")

  let rho: Double
  let epsilon: Double
  let rules: Rules

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    rho = try saved.hyper("rho", default: 0.95, rules)
    epsilon = try saved.double("epsilon", default: 1e-7)
    self.rules = rules
  }

  var slotGroups: [[Slot]] {
    let both = [Adadelta.slopes, Adadelta.changes]
    return rules == .legacy ? both.map { [$0] } : [both]
  }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let d = slots[Adadelta.changes]
    let a = try eq(
      Adadelta.slopes.next, mean(slots[Adadelta.slopes], g.square),
      "moving mean of the slope's square")
    let change = try eq(
      Name("delta", "Δ"), -(root(d) * g.value / root(a)),
      "the slope, in the size of the steps before")
    let square = g.isOfLookups ? (root(d) / root(a)).squared * g.square : change.squared
    let next = try eq(
      Adadelta.changes.next, mean(d, square), "moving mean of the steps' squares")
    return Updated(
      try changed(w + step.rate * change, "a step of Δ", eq),
      SlotTerms([Adadelta.slopes: a, Adadelta.changes: next]))
  }

  private func mean(_ old: Term, _ square: Term) -> Term {
    .number(rho) * old + .rest(of: rho) * square
  }

  private func root(_ x: Term) -> Term { (x + .number(epsilon)).squareRoot }
}
