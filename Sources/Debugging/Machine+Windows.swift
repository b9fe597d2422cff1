import Engine
import Equations
import Tensors
import Terms

/// Loops of which only some timesteps are in memory: the others are computed again when they are
/// looked at, from the states kept before their segment, to the same bits.
extension Machine {
  /// A value that was set inside such a loop.
  struct Setting {
    enum Moment: Equatable {
      /// When the loop has brought its rows in.
      case entering(Int)
      /// After an execution.
      case tick(Int)
    }

    let moment: Moment
    let value: Value
    let steps: [Int]
    let sample: Int
    let tensor: Tensor
  }

  /// What of the run's loops is in memory.
  package var memoryUse: MemoryUse { engine.memory.use }

  /// A loop was entered anew: what was set in it before is gone.
  func entered(_ id: Int, at steps: SIMD4<Int>) throws {
    settings.removeAll { $0.moment == .entering(id) && isIn($0, id, steps) }
    try engine.keepStates(id, before: engine.firstSegment(id))
  }

  /// Sets again what was set in a loop inside another one after it had been entered.
  func setAgain(entering id: Int, at steps: SIMD4<Int>) throws {
    for setting in settings where setting.moment == .entering(id) && isIn(setting, id, steps) {
      try apply(setting)
      try engine.hoistAgain(id, at: SIMD4(timesteps: setting.steps))
    }
  }

  /// Whether something was set in the run of a loop that has these timesteps around it.
  private func isIn(_ setting: Setting, _ id: Int, _ steps: SIMD4<Int>) -> Bool {
    let around = setting.steps.prefix(loops[id].depth)
    return around.enumerated().allSatisfy { steps[$0.offset] == $0.element }
  }

  /// Computes a segment of a loop again, as far as the loop is computed, and what goes through it backwards.
  func bringIn(_ id: Int, segment: Int) throws {
    do {
      try engine.verifyWeights()
      try engine.open(id, segment: segment)
      let timesteps = engine.timesteps(id, of: segment)
      try computeAgain(id, timesteps)
      for back in program.scans
      where back.axis == id && frontier > program.start(of: back, at: []) {
        try engine.bring(back.id, segment: segment)
        try computeAgain(back.id, timesteps)
      }
      try engine.verifyWeights()
    } catch {
      engine.close(id, segment: segment)
      throw error
    }
  }

  private func computeAgain(_ id: Int, _ timesteps: Range<Int>) throws {
    for setting in settings where setting.moment == .entering(id) {
      guard let step = setting.steps.first, timesteps.contains(step) else { continue }
      try apply(setting)
      try engine.hoistAgain(id, at: SIMD4(timesteps: setting.steps))
    }
    let first = program.scans[id].isBackward ? timesteps.upperBound - 1 : timesteps.lowerBound
    var cursor = Cursor(item: loops[id].first, steps: SIMD4(timesteps: [first]))
    let ticks = self.ticks(id, timesteps)
    for tick in ticks.prefix(max(0, min(ticks.count, frontier - ticks.lowerBound))) {
      try executeAgain(&cursor, in: id)
      for setting in settings where setting.moment == .tick(tick + 1) { try apply(setting) }
    }
  }

  /// The ticks before the executions of timesteps of a loop.
  private func ticks(_ id: Int, _ timesteps: Range<Int>) -> Range<Int> {
    let scan = program.scans[id]
    let start = program.start(of: scan, at: [])
    let passes =
      scan.isBackward
      ? scan.steps - timesteps.upperBound..<scan.steps - timesteps.lowerBound : timesteps
    return start + passes.lowerBound * scan.ticksPerStep..<start + passes.upperBound
      * scan.ticksPerStep
  }

  /// Executes the equation at a cursor inside a loop, and what silently follows in its timestep.
  private func executeAgain(_ cursor: inout Cursor, in id: Int) throws {
    var isExecuted = false
    while program.schedule.indices.contains(cursor.item) {
      switch program.schedule[cursor.item] {
      case .equation(let equation):
        if isExecuted { return }
        try engine.run(equation: equation, at: cursor.steps)
        isExecuted = true
        cursor.item += 1
      case .enter(let inner):
        if isExecuted, !loops[inner].isSilent { return }
        try enter(inner, at: cursor.steps, again: true)
        cursor.enter(loops[inner])
      case .leave(let loop):
        let isOver = cursor.turn(loops[loop])
        if loop == id { return }
        if isOver { try engine.leave(loop, at: cursor.steps) }
      }
    }
  }

  private func apply(_ setting: Setting) throws {
    try engine.memory.write(
      setting.tensor, to: setting.value, at: setting.steps, sample: setting.sample)
  }

  // MARK: Editing

  /// Makes all ticks after one be computed anew.
  func lower(to tick: Int) {
    frontier = tick
    verified = min(verified, tick)
    settings.removeAll { setting in
      if case .tick(let other) = setting.moment { return other > tick }
      return false
    }
    for scan in program.scans where engine.hasWindow(scan.id) && !scan.isBackward {
      engine.closeSegments(scan.id) { ticks(scan.id, $0).lowerBound >= tick }
    }
  }

  /// Keeps what was set where it would be lost with the memory of its timestep.
  func remember(
    _ value: Value, at steps: [Int], _ sample: Int, _ tensor: Tensor, after moment: Setting.Moment
  ) {
    guard let loop = program.loops(value.scope).first, engine.hasWindow(loop) else { return }
    settings.append(
      Setting(moment: moment, value: value, steps: steps, sample: sample, tensor: tensor))
  }

  /// A loop's last state is its value in the last timestep too, though it stays elsewhere.
  func setLastTimestep(
    of id: Int, _ value: Value, at steps: [Int], _ sample: Int, _ tensor: Tensor
  ) throws {
    let scan = program.scans[id]
    let end = program.end(of: scan, at: steps)
    remember(value, at: steps, sample, tensor, after: .tick(end))
    guard engine.hasWindow(id), let carry = scan.carries.first(where: { isLast($0, value) })
    else { return }
    let state = program.values[carry.next]
    let steps = [scan.last]
    try engine.memory.write(tensor, to: state, at: steps, sample: sample)
    remember(state, at: steps, sample, tensor, after: .tick(end))
  }

  private func isLast(_ carry: Scan.Carry, _ value: Value) -> Bool {
    program.places[value.id].slot != nil
      && program.places[value.id].storage == program.places[carry.next].storage
  }
}
