import Containers
import Equations
import Terms

/// The loss is multiplied by s before its slopes are taken, and they are divided by it: what would vanish in float16 does not.
///
/// Where a slope is not finite, nothing is changed and s is halved; after so many good steps it is doubled
/// (`LossScaleOptimizer`, which `compile` puts around the optimizer of a model of mixed_float16).
///
/// - Keras 3: slopes are looked at before they are divided; the optimizer's steps stand still in a step that is skipped;
///   s may fall below 1 and rise to ∞. The file holds s and the count.
/// - tf.keras: they are looked at afterwards; the step counts; s stays at 1 at least and finite. No .keras and no .h5
///   holds s: it begins anew.
package struct LossScaling: Sendable, Equatable {
  /// Keras' classes: the one of `tf.keras.optimizers.legacy`, of 2.11 to 2.15, and their predecessor.
  static let classNames: Set<String> = ["LossScaleOptimizer", "LossScaleOptimizerV3"]

  package let initial: Double
  /// After how many good steps s is doubled; nil: it stays as it is, and no step is skipped.
  package let growth: Int?
  let generation: Generation

  /// What `compile` puts around an optimizer by itself.
  package static func automatic(_ generation: Generation) -> LossScaling {
    LossScaling(initial: 32768, growth: 2000, generation: generation)
  }

  /// Multiplied by the same number in every step (`loss_scale_factor`).
  static func fixed(_ factor: Double) -> LossScaling {
    LossScaling(initial: factor, growth: nil, generation: .keras3)
  }

  private init(initial: Double, growth: Int?, generation: Generation) {
    (self.initial, self.growth, self.generation) = (initial, growth, generation)
  }

  /// Reads the config of a LossScaleOptimizer, but for the optimizer in it.
  init(_ saved: Saved) throws(Obstacle) {
    let initial = try saved.double("initial_scale", default: 32768)
    // Keras 3's has no such key, nor a rate of its own.
    let isDynamic =
      saved.generation == .keras3 ? true : try saved.bool("dynamic", default: true)
    let growth = try saved.int("dynamic_growth_steps") ?? 2000
    guard initial > 0, initial.isFinite else {
      throw saved.refusal("initial_scale", "a number above 0")
    }
    guard growth > 0 else { throw saved.refusal("dynamic_growth_steps", "a number above 0") }
    // What every optimizer has, and this one does nothing with.
    if saved.generation != .keras3 { saved.passOver("learning_rate") }
    saved.passOver("ema_momentum")
    self.init(
      initial: Double(Float(initial)), growth: isDynamic ? growth : nil,
      generation: saved.generation)
  }

  /// s, and how many good steps there were since it changed last.
  package var slots: [Slot] {
    growth == nil ? [] : [count, scale]
  }

  private var count: Slot { Slot("step_counter", Name("good")) }
  private var scale: Slot { Slot("dynamic_scale", Name("s"), first: .number(initial)) }

  /// s before a step, of what the step is given.
  package func factor(in given: [Slot: Term]) -> Term { given[scale] ?? .number(initial) }

  /// What a person should know of it; `isNamed`: whether the file names it.
  func remark(isNamed: Bool) -> String? {
    if isNamed {
      return generation == .keras3 || growth == nil
        ? nil
        : "the file does not hold how large the scale had become: it begins with \(Saved.shown(.double(initial)))"
    }
    return
      "its loss is scaled, as its arrays show, though the file does not name LossScaleOptimizer: "
      + "Keras goes on so only where the policy is mixed_float16 when it opens the file"
  }

  // MARK: A step

  /// Writes `L·s`, which the slopes are of.
  package func scaled(_ loss: Term, by s: Term, to eq: some EquationList) throws -> Term {
    try eq(
      Name("L_scaled"), loss * s.cast(loss.dtype),
      "what the slopes behind it are of: all of them are s times as large")
  }

  /// Writes the slope of the loss itself for a weight.
  func unscaled(_ g: Gradient, by s: Term, to eq: some EquationList) throws -> Gradient {
    func divided(_ term: Term, by s: Term) -> Term {
      generation == .keras3 ? term / s : term * (1 / s)
    }
    let value = try eq(
      Name("g_unscaled", "g°"), divided(g.value, by: s), "the slope of the loss itself")
    guard g.isOfLookups else { return Gradient(value) }
    guard growth != nil || generation != .keras3 else {
      throw Obstacle(
        path: "the optimizer", kind: "loss_scale_factor",
        reason:
          "Keras cannot divide the slopes of an embedding's lookups by it, and ends with an error",
        advice: "Leave it out, or put a LossScaleOptimizer around the optimizer.")
    }
    return Gradient(
      lookups: value, squares: divided(g.square, by: s * s), sizes: divided(g.size, by: s))
  }

  /// Writes whether all slopes are finite; nil where that is not asked.
  func isFinite(_ weights: [TrainedWeight], to eq: some EquationList) throws -> Term? {
    guard growth != nil, let first = weights.first else { return nil }
    func test(_ weight: TrainedWeight) -> Term {
      let g = generation == .keras3 ? weight.scaled ?? weight.gradient : weight.gradient
      return Term.apply(Less(), [g.value.absolute, .number(.infinity)])(Reduce(.all))
    }
    let all = weights.dropFirst().reduce(test(first)) { Term.and($0, test($1)) }
    return try eq(
      LossScaling.finite, all, "false where a slope has overflowed: this step is skipped")
  }

  /// What the decision of a step is called.
  package static let finite = Name("finite")

  /// Writes what s and the count are after the step.
  func next(_ slots: SlotTerms, finite: Term, to eq: some EquationList) throws -> SlotTerms {
    guard let growth else { return slots }
    let (good, s) = (slots[count], slots[scale])
    let last = Term.number(Double(growth - 1))
    let isKeras3 = generation == .keras3
    let reached = isKeras3 ? Term.equal(good, last) : .apply(GreaterEqual(), [good, last])
    let grows = try eq(
      "grows", .and(finite, reached), "true after \(growth) good steps with this scale")
    let counted = try eq(
      count.next, .select(grows, 0, .select(finite, good + 1, 0)),
      "good steps since the scale changed")
    var (doubled, halved) = (2 * s, s / 2)
    if !isKeras3 {
      doubled = .select(.apply(Less(), [doubled, .number(.infinity)]), doubled, s)
      halved = .maximum(halved, 1)
    }
    let next = try eq(
      scale.next, .select(finite, .select(grows, doubled, s), halved),
      "halved where a slope has overflowed")
    var result = slots
    (result[count], result[scale]) = (counted, next)
    return result
  }
}
