import Containers
import Equations
import Terms

/// An optimizer with all that is done around it, as a file says it.
package struct Optimization: Sendable {
  package let optimizer: any Optimizer
  package let rules: Rules
  package let rate: LearningRate
  /// By how much the rate falls with every update, `η/(1 + decay·n)`; legacy only.
  package let decay: Double
  package let clipping: [Clipping]
  package let weightDecay: Double?
  package let average: MovingAverage?
  /// Over how many steps gradients are collected before an update; nil: every step is one.
  package let accumulation: Int?
  package let generation: Generation
  /// Keras' class.
  package let title: String

  /// Reads what was saved of an optimizer: a name, or its class and config.
  package init(_ json: JSON, generation: Generation) throws(Obstacle) {
    let saved = try Saved(json, place: "the optimizer", generation: generation)
    guard let kind = Optimizers.named(saved.kind) else { throw Optimization.unknown(saved) }
    let rules = Rules(json, saved)
    self.rules = rules
    self.generation = generation
    title = kind.className
    rate = try LearningRate(saved, default: kind.defaultRate(rules))
    let isNadam = kind is Nadam.Type
    decay = rules == .legacy && !isNadam ? try saved.double("decay", default: 0) : 0
    clipping = try Clipping.read(saved, rules)
    let given = try saved.double("weight_decay")
    weightDecay = given ?? (kind is AdamW.Type ? 0.004 : nil)
    average = try MovingAverage.read(saved, rules)
    accumulation = try saved.int("gradient_accumulation_steps").flatMap { $0 > 1 ? $0 : nil }
    optimizer = try kind.init(saved, rules)
    saved.passOver("jit_compile", "is_legacy_optimizer")
    // Keras 3 itself does nothing with a decay that an older file names.
    if rules != .legacy { saved.passOver("decay") }
    try saved.refuseUnread()
  }

  private static func unknown(_ saved: Saved) -> Obstacle {
    let isKeras = Optimizers.notComputed.contains(saved.kind)
    return saved.obstacle(
      isKeras ? "this optimizer of Keras' is not computed" : "it is none of Keras' optimizers",
      "Say what stands for it: set optimizer adam(lr=0.001), in a shell --optimizer 'adam(lr=0.001)'."
    )
  }

  /// What is kept for every weight, in the order of a file: the groups one behind the other.
  package var slotGroups: [[Slot]] {
    (average.map { [[$0.slot]] } ?? []) + (accumulation == nil ? [] : [[Optimization.collected]])
      + optimizer.slotGroups
  }

  /// What a person should know of it.
  package var remarks: [String] {
    let averaged = "when fit is over, every weight becomes its average: that is no part of a step"
    let ends = average.map { $0.overwriting == nil } ?? false
    return [optimizer.remark, ends ? averaged : nil].compactMap(\.self)
  }

  /// The sum of the gradients since the last update.
  package static let collected = Slot("gradient_accumulator", Name("g_sum", "Σg"))
}

extension Rules {
  /// The rules of an optimizer: legacy ones say so, keep a decay, or are of standalone Keras.
  init(_ json: JSON, _ saved: Saved) {
    switch saved.generation {
    case .keras3: self = .keras3
    case .standalone: self = .legacy
    case .keras2, .earlyKeras2:
      let module = json["module"]?.stringValue ?? ""
      let says = saved.value("is_legacy_optimizer")?.boolValue
      let isOld = says == nil && (saved.config["decay"] != nil || saved.config["lr"] != nil)
      self = says == true || module.contains("legacy") || isOld ? .legacy : .keras2
    }
  }
}
