import Engine
import Equations
import Tensors
import Terms

/// What setting a value changed.
package struct Edit: Sendable {
  /// The numbers before.
  package let old: Tensor
  /// The ticks that were computed and are no longer: they followed from the old numbers.
  package let invalidated: Range<Int>
  /// Where the position was, when it is earlier now.
  package let movedFrom: Position?
}

/// What if a number were another.
///
/// What was set before at a place that is computed anew is computed anew too. A state is one
/// number in the timestep that writes it and in the next that reads it.
extension Machine {
  /// Sets a value in the given timesteps for one sample (a weight for all), as if it had been
  /// computed so: all that follows is computed again when it is run.
  package func edit(
    _ value: Value, at steps: [Int] = [], sample: Int = 0, to tensor: Tensor
  ) throws -> Edit {
    let before = position
    let edit = try editAlone(value, at: steps, sample: sample, to: tensor)
    let setting = Course.Setting(
      step: step, position: before, value: value, steps: steps, sample: sample, tensor: tensor)
    course?.keep(setting) { other in
      written(other.value, at: program.filled(other.steps, for: other.value.scope)).reach > frontier
    }
    return edit
  }

  /// The same, without a word of it to the steps of training.
  func editAlone(
    _ value: Value, at steps: [Int], sample: Int, to tensor: Tensor
  ) throws -> Edit {
    let value = writers.original(value)
    try check(value, steps, sample)
    guard tensor.shape == value.shape else {
      throw MachineError.shape(value.name, expected: value.shape, given: tensor.shape)
    }
    let steps = program.filled(steps, for: value.scope)
    let written = writers.written(value, at: steps)
    guard written <= position else {
      throw MachineError.editedTooEarly(value.name, tick: written.reach)
    }
    let old = try engine.memory.read(value, at: steps, sample: sample)
    let (oldFrontier, oldPosition) = (frontier, position)
    try replace(value, at: steps, sample, tensor)
    if position.reach > frontier { position = Position(frontier) }
    return Edit(
      old: old, invalidated: frontier + 1..<oldFrontier + 1,
      movedFrom: position == oldPosition ? nil : oldPosition)
  }

  private func replace(
    _ value: Value, at steps: [Int], _ sample: Int, _ tensor: Tensor
  ) throws {
    func write() throws {
      try engine.memory.write(tensor, to: value, at: steps, sample: sample)
    }
    switch writers[value] {
    case .part:
      throw MachineError.notEditable(value.name, reason: "set a named value instead")
    case .given:
      try replaceGiven(value, sample, tensor)
    case .equation(let id):
      let tick = program.tick(
        of: id, at: program.filled(steps, for: program.equations[id].scan))
      guard let moment = program.moment(tick) else { return }
      try write()
      cursor = try settled(
        Cursor(item: moment.item + 1, steps: SIMD4(timesteps: moment.steps)))
      lower(to: tick)
      remember(value, at: steps, sample, tensor, after: .tick(tick))
    case .leave(let scan):
      try write()
      cursor = try settled(
        Cursor(item: loops[scan].leave + 1, steps: SIMD4(timesteps: steps)))
      lower(to: program.end(of: program.scans[scan], at: steps))
      try setLastTimestep(of: scan, value, at: steps, sample, tensor)
    case .enter(let scan):
      try engine.verifyWeights()
      try write()
      try engine.hoistAgain(scan, at: SIMD4(timesteps: steps))
      try engine.verifyWeights()
      remember(value, at: steps, sample, tensor, after: .entering(scan))
      try reenter(scan, at: steps)
    case .state(let scan, let next):
      if let step = steps.last, let before = program.scans[scan].before(step) {
        let value = program.values[next]
        return try replace(value, at: steps.dropLast() + [before], sample, tensor)
      }
      try write()
      try engine.keepStates(scan, before: engine.firstSegment(scan))
      remember(value, at: steps, sample, tensor, after: .entering(scan))
      try reenter(scan, at: steps)
    }
  }

  /// Makes all that follows the beginning of a timestep be computed again, its loop having been
  /// entered; what it brought in stays visible.
  private func reenter(_ id: Int, at steps: [Int]) throws {
    let scan = program.scans[id]
    let pass = scan.timestep(steps.last ?? scan.first)
    let start = program.start(of: scan, at: steps) + pass * scan.ticksPerStep
    guard frontier > start else { return }
    cursor = Cursor(item: loops[id].first, steps: SIMD4(timesteps: steps))
    lower(to: start)
    // The first timestep's beginning belongs to the loop's first equation.
    if pass == 0 {
      try execute()
      try verify()
    }
  }

  /// Sets an input or a weight, which all calls of a shared layer read.
  private func replaceGiven(_ value: Value, _ sample: Int, _ tensor: Tensor) throws {
    if value.role == .number {
      throw MachineError.notEditable(value.name, reason: "it is a constant of the layer")
    }
    var changed: Set<Int> = [value.id]
    let uses = program.weights
    if let use = uses.first(where: { $0.value == value.id }), let identity = use.source.identity {
      for other in uses where other.source.identity == identity { changed.insert(other.value) }
    }
    for id in changed {
      try engine.memory.write(tensor, to: program.values[id], sample: sample)
      engine.forgetWeight(id)
    }
    if program.tickCount == 0 { cursor = try settled(Cursor()) }
    guard let tick = firstReading(changed), tick > 0, tick <= frontier else { return }
    lower(to: tick - 1)
    cursor = cursor(after: frontier)
  }

  /// The first tick at which one of the values is read, under any of their names.
  private func firstReading(_ values: Set<Int>) -> Int? {
    func isRead(_ operands: [Int]) -> Bool {
      operands.contains { values.contains(writers.original(program.values[$0]).id) }
    }
    var ticks: [Int] = []
    for scan in program.scans {
      let atEntry = (scan.prelude + scan.hoisted).flatMap { program.instructions[$0].operands }
      let brought = scan.sequences.map(\.outer) + scan.carries.map(\.initial)
      if isRead(atEntry + brought) {
        ticks.append(min(program.start(of: scan, at: []) + 1, program.tickCount))
      }
    }
    for equation in program.equations
    where equation.instructions.contains(where: { isRead(program.instructions[$0].operands) }) {
      ticks.append(program.tick(of: equation.id, at: program.filled([], for: equation.scan)))
    }
    return ticks.min()
  }
}
