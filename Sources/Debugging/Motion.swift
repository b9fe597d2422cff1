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
  package func move(
    _ motion: Motion, count: Int = 1, backwards: Bool = false
  ) throws -> Stop {
    let from = position
    if motion == .step, count > 0 {
      // Ticks can be counted: no need to stop at each.
      let target = stepped(count, backwards)
      if let reason = try approach(target, from: from) {
        return stop(from, reason)
      }
      let isShort = !backwards && target.tick - from.tick < count
      return arrival(from: from, backwards: backwards, wantsMore: isShort)
    }
    var isShort = false
    for _ in 0..<max(count, 0) {
      guard let target = target(of: motion, backwards) else {
        isShort = true
        break
      }
      if let reason = try approach(target, from: from) {
        return stop(from, reason)
      }
    }
    return arrival(from: from, backwards: backwards, wantsMore: isShort)
  }

  /// Goes on to the end, or back to the start, or to the first reason to stop.
  package func resume(backwards: Bool = false) throws -> Stop {
    let target = backwards ? Position.start : Position(program.tickCount)
    let from = position
    if let reason = try approach(target, from: from) {
      return stop(from, reason)
    }
    return arrival(from: from, backwards: backwards, wantsMore: true)
  }

  /// Goes on to the next, or back to the last, execution at a location.
  package func until(_ location: Location, backwards: Bool = false) throws -> Stop {
    let tick =
      backwards
      ? location.tick(before: position.tick, in: program)
      : location.tick(after: position.tick, in: program)
    guard let tick else {
      throw backwards ? PlaceError.isAhead(location) : PlaceError.isBehind(location)
    }
    let from = position
    if let reason = try approach(Position(tick), from: from) {
      return stop(from, reason)
    }
    return arrival(from: from, backwards: backwards, wantsMore: false)
  }

  /// Goes to a place directly, without a stop on the way; what is missing is computed.
  ///
  /// Of a location in loops, the current timestep is meant, or the first one from outside.
  package func go(to location: Location) throws -> Stop {
    let from = position
    let tick = location.tick(seenFrom: current, in: program)
    guard (0...program.tickCount).contains(tick) else {
      throw PlaceError.noTick(tick, count: program.tickCount)
    }
    let isThere = try verified { try compute(to: tick) }
    position = Position(isThere ? tick : max(frontier, from.tick))
    if !isThere { return stop(from, .interrupted) }
    return arrival(from: from, backwards: tick < from.tick, wantsMore: false)
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
  package func restart() -> Stop {
    let from = position
    position = .start
    return stop(from, .start)
  }

  /// The end of a motion.
  func stop(_ from: Position, _ reason: Stop.Reason) -> Stop {
    motions += 1
    return Stop(from: from, position: position, reason: reason)
  }
}
