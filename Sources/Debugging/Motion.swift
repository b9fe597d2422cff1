import Equations

/// A way to go on; each has its mirror image backwards.
package enum Motion: Sendable, Hashable, CaseIterable {
  /// One equation.
  case step
  /// One instruction of an equation.
  case instruction
  /// The rest of a timestep; outside loops, the rest of a layer.
  case next
  /// The rest of a loop's timesteps; outside loops, the rest of a layer.
  case finish
}

extension Machine {
  /// Goes on by a motion a number of times, forwards or backwards, or to the first reason to stop.
  ///
  /// From one step of training to the next is a motion of its own.
  package func move(
    _ motion: Motion, count: Int = 1, backwards: Bool = false
  ) throws -> Stop {
    let from = walkPosition
    var rest = max(count, 0)
    var isShort = false
    while rest > 0 {
      // Ticks can be counted: no need to stop at each.
      let target =
        motion == .step ? stepped(rest, backwards) : target(of: motion, backwards) ?? position
      if target == position {
        guard hasStep(backwards) else {
          isShort = true
          break
        }
        rest -= 1
        guard try cross(backwards) else { return stop(from, .interrupted) }
        continue
      }
      rest -= motion == .step ? distance(to: target) : 1
      if let reason = try approach(target, from: position) { return stop(from, reason) }
    }
    return arrival(from: from, backwards: backwards, wantsMore: isShort && !backwards)
  }

  /// How many steps a position is away; an equation that `stepi` is in counts as one.
  private func distance(to target: Position) -> Int {
    abs(position.tick - target.tick)
      + (position.instruction > 0 && target.tick <= position.tick ? 1 : 0)
  }

  /// Goes on to the end, or back to the start, or to the first reason to stop.
  package func resume(backwards: Bool = false) throws -> Stop {
    let from = walkPosition
    while true {
      let target = backwards ? Position.start : Position(program.tickCount)
      if let reason = try approach(target, from: position) { return stop(from, reason) }
      guard hasStep(backwards) else { break }
      guard try cross(backwards) else { return stop(from, .interrupted) }
    }
    return arrival(from: from, backwards: backwards, wantsMore: true)
  }

  /// Goes on to the next, or back to the last, execution at a location.
  package func until(_ location: Location, backwards: Bool = false) throws -> Stop {
    func tick(_ position: Int) -> Int? {
      backwards
        ? location.tick(before: position, in: program) : location.tick(after: position, in: program)
    }
    let from = walkPosition
    if tick(position.tick) == nil, hasStep(backwards), tick(backwards ? .max : 0) != nil {
      let end = backwards ? Position.start : Position(program.tickCount)
      if let reason = try approach(end, from: position) { return stop(from, reason) }
      guard try cross(backwards) else { return stop(from, .interrupted) }
    }
    guard let tick = tick(position.tick) else {
      throw backwards ? PlaceError.isAhead(location) : PlaceError.isBehind(location)
    }
    if let reason = try approach(Position(tick), from: position) { return stop(from, reason) }
    return arrival(from: from, backwards: backwards, wantsMore: false)
  }

  /// Goes to a place directly, without a stop on the way; what is missing is computed.
  ///
  /// Of a location in loops, the current timestep is meant, or the first one from outside.
  package func go(to location: Location) throws -> Stop {
    let from = walkPosition
    let tick = location.tick(seenFrom: current, in: program)
    guard (0...program.tickCount).contains(tick) else {
      throw PlaceError.noTick(tick, count: program.tickCount)
    }
    let isThere = try verified { try compute(to: tick) }
    let before = position.tick
    position = Position(isThere ? tick : max(frontier, before))
    if !isThere { return stop(from, .interrupted) }
    return arrival(from: from, backwards: tick < before, wantsMore: false)
  }

  /// Goes to the end directly, past all breakpoints; false when it was interrupted on the way.
  package func runToEnd() throws -> Bool {
    if position.tick < program.tickCount { _ = try go(to: .tick(program.tickCount)) }
    return position.tick == program.tickCount
  }

  /// Where it stands, and how far it has come.
  package struct Progress: Sendable {
    let position: Position
    let frontier: Int
    let motions: Int
  }

  package var progress: Progress {
    Progress(position: position, frontier: frontier, motions: motions)
  }

  /// Forgets what was computed since.
  package func goBack(to progress: Progress) {
    (position, motions) = (progress.position, progress.motions)
    guard progress.frontier < frontier else { return }
    lower(to: progress.frontier)
    cursor = cursor(after: frontier)
  }

  /// Goes back to where nothing is executed; what is computed stays.
  @discardableResult
  package func restart() throws -> Stop {
    let from = walkPosition
    guard try enter(step: 0) else { return stop(from, .interrupted) }
    position = .start
    return stop(from, .start)
  }

  /// Where it stands in all its steps.
  package var walkPosition: WalkPosition { WalkPosition(step: step, position) }

  /// The end of a motion.
  func stop(_ from: WalkPosition, _ reason: Stop.Reason) -> Stop {
    motions += 1
    return Stop(from: from, place: walkPosition, reason: reason)
  }
}
