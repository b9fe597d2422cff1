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
  /// How the loss is scaled before its slopes are taken; nil: it is not.
  package let scaling: LossScaling?
  package let generation: Generation
  /// Keras' class.
  package let title: String
  /// Whether the file says by name that the loss is scaled, where it is.
  package private(set) var isScalingNamed = true
  /// How `fit` of tf.keras makes its graph; nil: it is run eagerly, or it is not known.
  package var tracing: Tracing?
  /// How Keras loads the file that names it; nil where no file does.
  package var loading: Loading?
  /// Why Keras does not read the arrays that the file keeps of it; nil: it does.
  package var forgotten: Forgotten?
  /// Whether Keras begins its copies of weights with the random numbers that layers have before theirs are read.
  package var copiesRandomNumbers = false
  /// Whether it takes the place of one that scales the loss, and does not.
  package var leavesScalingOut = false

  /// Reads what was saved of an optimizer: a name, or its class and config.
  ///
  /// `isScaled`: whether its arrays say that `compile` put a LossScaleOptimizer around it that is not named.
  package init(_ json: JSON, generation: Generation, isScaled: Bool = false) throws(Obstacle) {
    let saved = try Saved(json, place: "the optimizer", generation: generation)
    if LossScaling.classNames.contains(saved.kind) {
      let scaling = try LossScaling(saved)
      guard let inner = saved.value("inner_optimizer"), inner["class_name"] != nil else {
        throw saved.refusal("inner_optimizer", "an optimizer")
      }
      try saved.refuseUnread()
      let own = try Saved(inner, place: saved.place, generation: generation)
      guard !LossScaling.classNames.contains(own.kind) else {
        throw saved.refusal("inner_optimizer", "an optimizer that does not scale the loss itself")
      }
      try self.init(inner, own, scaling)
    } else {
      try self.init(json, saved, isScaled ? .automatic(generation) : nil)
    }
    isScalingNamed = !isScaled || LossScaling.classNames.contains(saved.kind)
  }

  private init(_ json: JSON, _ saved: Saved, _ around: LossScaling?) throws(Obstacle) {
    generation = saved.generation
    guard let kind = Optimizers.named(saved.kind) else { throw Optimization.unknown(saved) }
    let rules = Rules(json, saved)
    self.rules = rules
    title = kind.className
    rate = try LearningRate(saved, default: kind.defaultRate(rules))
    let isNadam = kind is Nadam.Type
    decay = rules == .legacy && !isNadam ? try saved.double("decay", default: 0) : 0
    clipping = try Clipping.read(saved, rules)
    let given = try saved.double("weight_decay")
    weightDecay = given ?? (kind is AdamW.Type ? 0.004 : nil)
    average = try MovingAverage.read(saved, rules)
    accumulation = try saved.int("gradient_accumulation_steps").flatMap { $0 > 1 ? $0 : nil }
    // A LossScaleOptimizer takes the factor's place.
    let factor = rules == .keras3 && around == nil ? try saved.double("loss_scale_factor") : nil
    if let factor, !factor.isFinite || factor == 0 {
      throw saved.refusal("loss_scale_factor", "a number other than 0")
    }
    if rules == .keras3 { saved.passOver("loss_scale_factor") }
    scaling = around ?? factor.map { .fixed($0) }
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

  /// What is kept once for all weights.
  package var sharedSlots: [Slot] { optimizer.sharedSlots + (scaling?.slots ?? []) }

  /// Whether `fit` puts the average of every weight in its place when it is over.
  package var becomesAverages: Bool { average.map { $0.overwriting == nil } ?? false }

  /// What a person should know of it.
  package var remarks: [String] {
    let averaged = "when fit is over, every weight becomes its average: that is no part of a step"
    let unscaled =
      "the loss is not scaled as the file's optimizer does it: small slopes may vanish in float16"
    let random =
      "Keras makes what begins as a copy of the weights before it reads these from the file, so that it begins with the random "
      + "numbers of layers that were just made, others whenever the file is loaded; here with the file's weights, as in fit "
      + "behind compile()"
    return [
      optimizer.remark, becomesAverages ? averaged : nil, scaling?.remark(isNamed: isScalingNamed),
      leavesScalingOut ? unscaled : nil, forgotten?.remark, copiesRandomNumbers ? random : nil,
    ].compactMap(\.self)
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
