import Equations
import Terms

/// `average′ = μ·average + (1 − μ)·w`, kept beside every weight (`use_ema`).
package struct MovingAverage: Sendable {
  static let key = "average"
  let momentum: Double
  /// After how many updates each the weight becomes its average; nil: when `fit` is over.
  let overwriting: Int?
  let rules: Rules

  static func read(_ saved: Saved, _ rules: Rules) throws(Obstacle) -> MovingAverage? {
    let isOn = try saved.bool("use_ema", default: false)
    let momentum = try saved.double("ema_momentum", default: 0.99)
    let every = try saved.int("ema_overwrite_frequency")
    guard isOn else { return nil }
    return MovingAverage(
      momentum: momentum, overwriting: every.flatMap { $0 > 0 ? $0 : nil }, rules: rules)
  }

  /// In tf.keras it begins with the weight.
  var slot: Slot {
    Slot(
      MovingAverage.key, Name("average", "w̄"), first: rules == .keras3 ? .number(0) : .weight)
  }

  /// μ now, which in Keras 3 is 0 before the first update; and whether the weight is overwritten now.
  func begin(_ step: Step, _ n: Term, to eq: some EquationList) throws -> Step {
    var step = step
    let share = Term.select(.equal(n, 0), 0, .number(momentum))
    step.known["ema"] =
      rules == .keras3
      ? try eq(Name("mu_ema", "μ"), share, "how much of the average stays; 0 at the first update")
      : .number(momentum)
    guard let overwriting else { return step }
    let rest = Term.apply(Modulo(), [n + 1, .number(Double(overwriting))])
    step.known["overwrites"] = try eq(
      "overwrites", .equal(rest, 0), "true at every update that is a multiple of \(overwriting)")
    return step
  }

  func update(_ updated: Updated, _ old: Term, _ step: Step, to eq: some EquationList) throws
    -> Updated
  {
    var updated = updated
    let w = updated.weight
    let next = try eq(
      slot.next, step["ema"] * old + (1 - step["ema"]) * w, "moving mean of the weight")
    updated.slots[slot] = next
    if let overwrites = step.known["overwrites"] {
      updated.weight = try eq(
        Name("w_averaged", "w″"), .select(overwrites, next, w), "the average, when it is due")
    }
    return updated
  }
}
