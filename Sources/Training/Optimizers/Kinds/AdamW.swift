import Equations
import Terms

/// Adam with a weight decay of 0.004, which is no part of the slope.
struct AdamW: Optimizer {
  static let className = "AdamW"
  let adam: Adam

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) { adam = try Adam(saved, rules) }

  var slotGroups: [[Slot]] { adam.slotGroups }

  func begin(_ step: Step, to eq: some EquationList) throws -> Step {
    try adam.begin(step, to: eq)
  }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    try adam.update(w, g, slots, step, to: eq)
  }
}
