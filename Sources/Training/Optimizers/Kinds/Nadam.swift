import Containers
import Equations
import Terms

/// Adam that looks ahead, with a schedule of its momentum, `uₜ = β₁·(1 − 0.96ᵗ/2)`.
///
/// `m̂ = uₜ₊₁·m′/(1 − Πu·uₜ₊₁) + (1 − uₜ)·g/(1 − Πu)`, `w′ = w − η·m̂/(√(v′/(1 − β₂ᵗ)) + ε)`. The legacy one has
/// 0.96^(t·decay), 0.004 by default.
///
/// The graph of tf.keras multiplies Πu for every weight, but for the one of a number that a step has (`products`).
struct Nadam: Optimizer {
  static let className = "Nadam"
  static let momentum = Slot("momentum", "m")
  static let velocity = Slot("velocity", "v")
  static let product = Slot("u_product", Name("u_product", "Πu"), first: .number(1))

  let beta1: Double
  let beta2: Double
  let epsilon: Double
  let scheduleDecay: Double
  let rules: Rules

  init(_ saved: Saved, _ rules: Rules) throws(Obstacle) {
    beta1 = try saved.double("beta_1", default: 0.9)
    beta2 = try saved.double("beta_2", default: 0.999)
    epsilon = try saved.double("epsilon", default: 1e-7)
    // Legacy files keep the schedule's decay under the name of the learning rate's.
    let key = saved.config["schedule_decay"] == nil ? "decay" : "schedule_decay"
    scheduleDecay = rules == .legacy ? try saved.double(key, default: 0.004) : 1
    self.rules = rules
  }

  var slotGroups: [[Slot]] {
    let moments = [Nadam.momentum, Nadam.velocity]
    return rules == .legacy ? moments.map { [$0] } : [moments]
  }

  var sharedSlots: [Slot] { [Nadam.product] }

  var remark: String? {
    guard rules == .keras2 else { return nil }
    return
      "tf.keras keeps Πu in no file, so that it is 1 again when the file is opened; and inside fit, in a "
      + "graph, it multiplies Πu once for every weight instead of once for every step, but for one weight of a step: so does "
      + "this one where a file was opened, or it was named; with run_eagerly=True, or once fit has met batches of two sizes, "
      + "Keras multiplies otherwise"
  }

  func begin(_ step: Step, to eq: some EquationList) throws -> Step {
    var step = step
    let u = try eq(Name("u", "uₜ"), momentum(step.t), "momentum of this step")
    let ahead = try eq(Name("u_ahead", "uₜ₊₁"), momentum(step.t + 1), "momentum of the next step")
    (step.known["u"], step.known["ahead"]) = (u, ahead)
    if rules == .keras2, let tracing = step.tracing, step.weights > 0 {
      try products(&step, u, tracing, eq)
    } else {
      step.slots[Nadam.product] = try eq(
        Nadam.product.next, step.slots[Nadam.product] * u, "of all steps' momentum so far")
    }
    return step
  }

  /// Πu of every weight as the graph of tf.keras has it, which compares the number of the step with a count that stands still:
  /// `Πuⱼ = t = c + j ? Πuⱼ₋₁ : Πuⱼ₋₁·uₜ`, j from 0 and c = 0, or c = how many weights there are where it was traced twice.
  private func products(
    _ step: inout Step, _ u: Term, _ tracing: Tracing, _ eq: some EquationList
  ) throws {
    var product = step.slots[Nadam.product]
    for weight in 0..<step.weights {
      let spared = weight + (tracing == .twice ? step.weights : 0)
      let more = product * u
      let isSpared = Term.equal(step.t, .number(Double(spared)))
      let isLast = weight == step.weights - 1
      product = try eq(
        isLast ? Nadam.product.next : Nadam.product.name.numbered(weight + 1),
        spared == 0 ? more : .select(isSpared, product, more),
        spared == 0
          ? "of all steps' momentum so far"
          : "once more for this weight, in all steps but number \(spared)")
      step.known["product\(weight)"] = product
    }
    step.slots[Nadam.product] = product
  }

  private func momentum(_ t: Term) -> Term {
    let exponent = scheduleDecay == 1 ? t : .number(scheduleDecay) * t
    return .number(beta1) * (1 - 0.5 * .power(0.96, exponent))
  }

  func update(_ w: Term, _ g: Gradient, _ slots: SlotTerms, _ step: Step, to eq: some EquationList)
    throws -> Updated
  {
    let (m, v) = (slots[Nadam.momentum], slots[Nadam.velocity])
    let mean = try eq(
      Nadam.momentum.next, m + (g.value - m) * .singleRest(of: beta1), "moving mean of the slope")
    let square = try eq(
      Nadam.velocity.next, v + (g.square - v) * .singleRest(of: beta2),
      "moving mean of the slope's square")
    let product = step.known["product\(step.weight)"] ?? step.slots[Nadam.product]
    let ahead = step["ahead"] * mean / (1 - product * step["ahead"])
    let here = (1 - step["u"]) * g.value / (1 - product)
    let best = try eq(Name("m_hat", "m̂"), ahead + here, "the slope, seen from a step ahead")
    let spread = try eq(
      Name("v_hat", "v̂"), square / (1 - .power(.number(beta2), step.t)),
      "v corrected for having started at 0")
    let way = best * step.rate / (spread.squareRoot + .number(epsilon))
    return Updated(
      try changed(w - way, "a step of m̂, by the size of the slopes", eq),
      SlotTerms([Nadam.momentum: mean, Nadam.velocity: square]))
  }
}
