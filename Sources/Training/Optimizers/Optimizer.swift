import Equations
import Terms

/// A rule by which a weight changes, given the slope of the loss.
package protocol Optimizer: Sendable {
  /// Keras' class: `Adam`.
  static var className: String { get }
  /// The learning rate when none is saved.
  static func defaultRate(_ rules: Rules) -> Double

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle)

  /// What is kept for every weight. In the file the slots of one group stand together weight by weight, the groups
  /// one behind the other.
  var slotGroups: [[Slot]] { get }
  /// What is kept once for all weights.
  var sharedSlots: [Slot] { get }
  /// What a person should know where Keras itself does something else; nil when there is no such thing.
  var remark: String? { get }

  /// Writes what is the same for all weights of a step.
  func begin(_ step: Step, to eq: some EquationList) throws -> Step

  /// Writes the update of one weight: what it and its slots are after the step.
  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
}

extension Optimizer {
  package static func defaultRate(_ rules: Rules) -> Double { 0.001 }
  package var sharedSlots: [Slot] { [] }
  package var remark: String? { nil }
  package func begin(_ step: Step, to eq: some EquationList) throws -> Step { step }

  /// The equation of the weight after the step, `w′`.
  func changed(_ term: Term, _ note: String, _ eq: some EquationList) throws -> Term {
    try eq(Name("w_next", "w′"), term, note)
  }
}

/// What all weights of a step share.
package struct Step {
  /// Updates so far and one, t, as a number of a float format.
  package let t: Term
  /// The learning rate η.
  package let rate: Term
  /// What is kept once for all weights: before `begin` as it was, then as it is after the step.
  package var slots: SlotTerms
  /// What `begin` wrote, by name.
  package var known: [String: Term] = [:]
  /// How many weights it changes, and which of them is the next, counted from 0.
  package let weights: Int
  package var weight = 0
  /// How tf.keras comes to what it does once for every weight; nil: it does it once for all of them.
  package let tracing: Tracing?

  package init(
    t: Term, rate: Term, slots: SlotTerms = SlotTerms(), weights: Int = 0, tracing: Tracing? = nil
  ) {
    self.t = t
    self.rate = rate
    self.slots = slots
    self.weights = weights
    self.tracing = tracing
  }

  /// What `begin` wrote under a name.
  subscript(_ name: String) -> Term { known[name] ?? 0 }
}

/// A weight and its slots after a step.
package struct Updated {
  package var weight: Term
  package var slots: SlotTerms

  package init(_ weight: Term, _ slots: SlotTerms = SlotTerms()) {
    self.weight = weight
    self.slots = slots
  }
}
