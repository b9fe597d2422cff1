import Terms

/// How much of a program is written, so that what was written since can be taken back.
struct ProgramExtent {
  fileprivate let values, instructions, equations, scans, frames, schedule: Int
  fileprivate let inputs, weights, places, storages: Int
}

extension Program {
  var extent: ProgramExtent {
    ProgramExtent(
      values: values.count, instructions: instructions.count, equations: equations.count,
      scans: scans.count, frames: frames.count, schedule: schedule.count, inputs: inputs.count,
      weights: weights.count, places: places.count, storages: storages.count)
  }

  /// Takes back everything that was appended since.
  mutating func shrink(to extent: ProgramExtent) {
    for value in values[extent.values...] {
      numbers[value.id] = nil
      aliases[value.id] = nil
      lengths[value.id] = nil
      withoutSamples.remove(value.id)
      layouts[value.id] = nil
    }
    draws.removeAll { $0.value >= extent.values }
    changes.removeAll { $0.equation >= extent.equations }
    updates.removeAll { $0.given >= extent.values || $0.next >= extent.values }
    values.removeSubrange(extent.values...)
    instructions.removeSubrange(extent.instructions...)
    equations.removeSubrange(extent.equations...)
    scans.removeSubrange(extent.scans...)
    frames.removeSubrange(extent.frames...)
    schedule.removeSubrange(extent.schedule...)
    inputs.removeSubrange(extent.inputs...)
    weights.removeSubrange(extent.weights...)
    places.removeSubrange(extent.places...)
    storages.removeSubrange(extent.storages...)
  }
}
