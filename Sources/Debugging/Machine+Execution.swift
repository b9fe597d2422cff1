import Containers
import Engine
import Equations

/// Execution at the frontier: the cursor goes through the schedule, one equation a tick.
extension Machine {
  /// Computes up to a tick; false when interrupted before it, which is asked between ticks. `start` is where the
  /// frontier was when the motion began, for one that computes in several parts.
  func compute(to tick: Int, since start: Int? = nil) throws -> Bool {
    let start = start ?? frontier
    let isInterrupted = Interruption.asking
    do {
      while frontier < tick {
        if isInterrupted() { return false }
        if (frontier - start) % 1024 == 0 {
          reached.note(frontier)
          try verify()
        }
        try execute()
      }
    } catch is Interrupted {
      return false
    }
    return true
  }

  /// Looks whether the files of the weights are as they were opened: before a motion and after it. Throws when they are
  /// not, and what was computed since the last time is forgotten: who knows what was read.
  func verify() throws {
    do {
      try engine.verifyWeights()
      verified = frontier
    } catch {
      forgetUnverified()
      throw error
    }
  }

  private func forgetUnverified() {
    guard frontier > verified else { return }
    lower(to: verified)
    cursor = cursor(after: verified)
  }

  /// Does what computes, and looks afterwards whether it counts; when it throws, the position is as before.
  func verified<Result>(_ work: () throws -> Result) throws -> Result {
    let from = position
    do {
      let result = try work()
      if frontier > verified { try verify() }
      return result
    } catch {
      if frontier > verified { try? verify() }
      position = from
      throw error
    }
  }

  /// Executes the next equation, entering the loops before it and leaving those that it ends.
  func execute() throws {
    var next = cursor
    while next.item < program.schedule.count {
      switch program.schedule[next.item] {
      case .equation(let id):
        try engine.run(equation: id, at: next.steps)
        next.item += 1
        cursor = try settled(next)
        frontier += 1
        return
      case .enter(let id):
        try enter(id, at: next.steps)
        next.enter(loops[id])
      case .leave(let id):
        try turn(&next, id)
      }
    }
    // Only loops without equations were left to run.
    cursor = next
    frontier += 1
  }

  /// Leaves the loops that end at a cursor, and runs through those without equations.
  func settled(_ cursor: Cursor) throws -> Cursor {
    var next = cursor
    while next.item < program.schedule.count {
      switch program.schedule[next.item] {
      case .leave(let id):
        try turn(&next, id)
      case .enter(let id) where loops[id].isSilent:
        try enter(id, at: next.steps)
        next.enter(loops[id])
      case .enter, .equation:
        return next
      }
    }
    return next
  }

  /// The cursor after a tick whose values are all there: nothing is executed.
  func cursor(after tick: Int) -> Cursor {
    guard let moment = program.moment(tick) else { return Cursor() }
    var next = Cursor(item: moment.item + 1, steps: SIMD4(timesteps: moment.steps))
    while next.item < program.schedule.count {
      switch program.schedule[next.item] {
      case .leave(let id): _ = next.turn(loops[id])
      case .enter(let id) where loops[id].isSilent: next.enter(loops[id])
      case .enter, .equation: return next
      }
    }
    return next
  }

  /// Enters a loop, whose states may be carried over; again when it was before and what was set
  /// since then is to stand.
  func enter(_ id: Int, at steps: SIMD4<Int>, again: Bool = false) throws {
    try engine.enter(id, at: steps)
    for (value, states) in carriedOver[id] ?? [] {
      for (sample, state) in states.enumerated() {
        try engine.memory.write(state, to: value, sample: sample)
      }
    }
    guard engine.isPartial else { return }
    if again { try setAgain(entering: id, at: steps) } else { try entered(id, at: steps) }
  }

  /// Goes on to the next timestep at the end of a loop's body, or leaves the loop.
  private func turn(_ cursor: inout Cursor, _ id: Int) throws {
    if cursor.turn(loops[id]) {
      try engine.leave(id, at: cursor.steps)
    } else if engine.beginsSegment(id, cursor.steps[0]) {
      try engine.passSegment(id, before: cursor.steps[0])
    }
  }
}
