import Equations
import Terms

/// `w′ = w − η·g`; with momentum `m′ = μ·m − η·g`, `w′ = w + m′`, after Nesterov `w′ = w + μ·m′ − η·g`.
struct SGD: Optimizer {
  static let className = "SGD"
  static let momentum = Slot("momentum", "m")

  let momentum: Double
  let isNesterov: Bool
  /// tf.keras keeps m even where the momentum is 0.
  let keepsMomentum: Bool

  static func defaultRate(_ rules: Rules) -> Double { 0.01 }

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    momentum = try saved.hyper("momentum", default: 0, rules)
    isNesterov = try saved.bool("nesterov", default: false)
    let isStandalone = saved.generation == .standalone
    keepsMomentum = momentum != 0 || rules == .keras2 || isStandalone
  }

  var slotGroups: [[Slot]] { keepsMomentum ? [[SGD.momentum]] : [] }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let down = g.value * step.rate
    guard keepsMomentum else {
      return Updated(try changed(w - down, "one step down the slope", eq))
    }
    let own = momentum == 0 ? -down : slots[SGD.momentum] * .number(momentum) - down
    let m = try eq(
      SGD.momentum.next, own, "momentum: what is kept of the steps before, and this one")
    let way = isNesterov && momentum != 0 ? m * .number(momentum) - down : m
    let note = isNesterov ? "a step as from where the momentum leads" : "a step along the momentum"
    return Updated(try changed(w + way, note, eq), SlotTerms([SGD.momentum: m]))
  }
}
