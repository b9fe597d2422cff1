import Tensors
import Terms

/// A weight that is trained, as it is before a step.
package struct TrainedWeight {
  package let value: Term
  /// The slope of the loss.
  package let gradient: Gradient
  package let slots: SlotTerms
  package let constraint: (any Constraint)?
  /// The slope of the scaled loss, where it is scaled.
  package let scaled: Gradient?

  package init(
    _ value: Term, gradient: Gradient, scaled: Gradient? = nil, slots: SlotTerms,
    constraint: (any Constraint)? = nil
  ) {
    self.value = value
    self.gradient = gradient
    self.scaled = scaled
    self.slots = slots
    self.constraint = constraint
  }
}

/// What an optimizer keeps for all weights, as it is before a step.
package struct SharedState {
  /// How many steps there were.
  package let iterations: Term
  /// The learning rate, where it is kept as an array.
  package let rate: Term?
  package let slots: SlotTerms

  package init(iterations: Term, rate: Term? = nil, slots: SlotTerms = SlotTerms()) {
    self.iterations = iterations
    self.rate = rate
    self.slots = slots
  }
}

/// A step, in the order of Keras: what all weights share, then weight by weight
/// collecting, clipping, decay, the update, the moving average, the constraint.
extension Optimization {
  /// Writes what all weights share; the weights are all that are trained, whose gradients a global norm measures.
  package func begin(
    _ state: SharedState, weights: [TrainedWeight], in dtype: DType = .float32,
    to eq: some EquationList
  ) throws -> Step {
    let steps = state.iterations.cast(dtype)
    let k = accumulation.map { Term.number(Double($0)) }
    let n =
      try k.map { k in
        try eq("n", (steps / k)(Floor()), "how many updates there were")
      } ?? steps
    let rate = try decayed(rate.write(steps, kept: state.rate, to: eq), steps, eq)
    let t = try eq("t", n + 1, "number of this update")
    var step = Step(
      t: t, rate: rate, slots: state.slots, weights: weights.count, tracing: tracing)
    step.known[LossScaling.finite.ascii] = try scaling?.isFinite(weights, to: eq)
    step = try optimizer.begin(step, to: eq)
    if let k {
      let rest = Term.apply(Modulo(), [steps + 1, k])
      let due = try eq("due", .equal(rest, 0), "true where enough gradients are collected")
      step.known["due"] = due
      for slot in optimizer.sharedSlots {
        step.slots[slot] = try eq(
          slot.next, .select(due, step.slots[slot], state.slots[slot]), "kept until it is due")
      }
    }
    try keep(state, of: &step, to: eq)
    if let average { step = try average.begin(step, n, to: eq) }
    for clip in clipping {
      let gradients = weights.map { weight in
        mean(of: weight).map { Gradient($0) } ?? weight.gradient
      }
      if let scale = try clip.globalScale(gradients, eq) { step.known["scale"] = scale }
    }
    return step
  }

  private func decayed(_ rate: Term, _ n: Term, _ eq: some EquationList) throws -> Term {
    guard decay > 0 else { return rate }
    return try eq.rate(rate / (1 + .number(decay) * n), "learning rate after n updates")
  }

  /// Writes what one weight and its slots are after the step.
  package func update(
    _ weight: TrainedWeight, _ step: Step, to eq: some EquationList
  ) throws -> Updated {
    var g = try clipping.reduce(collected(weight, eq)) { g, clip in
      try clip.clipped(g, scale: step.known["scale"], to: eq)
    }
    // Before Keras 3 the slopes of lookups are added up once they are clipped.
    if rules != .keras3 { g = Gradient(g.value) }
    var w = weight.value
    if let weightDecay {
      w = try eq(
        Name("w_decayed", "w⁻"), w - w * .number(weightDecay) * step.rate,
        "decayed by itself, not by the slope")
    }
    var updated = try optimizer.update(w, g, weight.slots, step, to: eq)
    if let due = step.known["due"] { updated = try waiting(updated, weight, due, eq) }
    if let average {
      updated = try average.update(updated, weight.slots[average.slot], step, to: eq)
    }
    if let constraint = weight.constraint {
      updated.weight = try constraint.constrained(updated.weight, to: eq)
    }
    return try step.known[LossScaling.finite.ascii].map { finite in
      try skipping(updated, weight, finite, eq)
    } ?? updated
  }

  /// The mean of the gradients that are collected with this one; nil where none are collected.
  private func mean(of weight: TrainedWeight) -> Term? {
    accumulation.map { steps in
      (weight.gradient.value + weight.slots[Optimization.collected]) / .number(Double(steps))
    }
  }

  /// The gradient, or that mean.
  private func collected(_ weight: TrainedWeight, _ eq: some EquationList) throws -> Gradient {
    guard let mean = mean(of: weight) else { return weight.gradient }
    return Gradient(try eq(Name("g_mean", "ḡ"), mean, "mean of the gradients collected"))
  }

  /// Writes how many steps there are after this one.
  package func end(_ state: SharedState, _ step: Step, to eq: some EquationList) throws -> Term {
    let next = state.iterations + 1
    guard rules == .keras3, let finite = step.known[LossScaling.finite.ascii] else {
      return try eq("iterations_next", next, "one step more")
    }
    return try eq(
      "iterations_next", .select(finite, next, state.iterations),
      "one step more, unless this one is skipped")
  }
}
