import Terms

/// Steps that change no weight: a slope of the scaled loss is not finite, or gradients are still collected.
extension Optimization {
  /// Writes what is shared by all weights after the step: kept where it is skipped, and the scale.
  func keep(_ state: SharedState, of step: inout Step, to eq: some EquationList) throws {
    guard let scaling, let finite = step.known[LossScaling.finite.ascii] else { return }
    for slot in optimizer.sharedSlots {
      step.slots[slot] = try eq(
        slot.next, .select(finite, step.slots[slot], state.slots[slot]),
        "kept where this step is skipped")
    }
    step.slots = try scaling.next(step.slots, finite: finite, to: eq)
  }

  /// Writes what a weight and its slots are after the step: as they were, where it is skipped.
  func skipping(
    _ updated: Updated, _ weight: TrainedWeight, _ finite: Term, _ eq: some EquationList
  ) throws -> Updated {
    try keeping(weight, unless: finite, slotGroups, updated, "where this step is skipped", eq)
  }

  /// What a weight and its slots are after the step: as they were, unless something is so; `when` says when they are kept.
  private func keeping(
    _ weight: TrainedWeight, unless isDone: Term, _ groups: [[Slot]], _ updated: Updated,
    _ when: String, _ eq: some EquationList
  ) throws -> Updated {
    var result = Updated(
      try eq(
        Name("w_kept", "w‴"), .select(isDone, updated.weight, weight.value), "unchanged \(when)"),
      updated.slots)
    for slot in groups.joined() {
      result.slots[slot] = try eq(
        slot.next, .select(isDone, updated.slots[slot], weight.slots[slot]), "kept \(when)")
    }
    return result
  }

  /// Everything stays as it was, and the gradient is collected, until an update is due.
  func waiting(
    _ updated: Updated, _ weight: TrainedWeight, _ due: Term, _ eq: some EquationList
  ) throws -> Updated {
    var result = try keeping(
      weight, unless: due, optimizer.slotGroups, updated, "until it is due", eq)
    let slot = Optimization.collected
    result.slots[slot] = try eq(
      slot.next, .select(due, 0 * weight.value, weight.gradient.value + weight.slots[slot]),
      "gradients since the last update")
    return result
  }

  /// Writes the slope of the loss itself, given that of the scaled one; nil where the loss is not scaled.
  package func unscaled(_ g: Gradient, by s: Term?, to eq: some EquationList) throws -> Gradient? {
    guard let scaling, let s else { return nil }
    return try scaling.unscaled(g, by: s, to: eq)
  }
}
