import Equations

/// A way to go on; each has its mirror image backwards.
public enum Motion: Sendable, Hashable, CaseIterable {
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
  public func move(
    _ motion: Motion, count: Int = 1, backwards: Bool = false
  ) throws -> Stop {
    let from = position
    if motion == .step, count > 0 {
      // Ticks can be counted: no need to stop at each.
      let target = stepped(count, backwards)
      if let reason = try approach(target, from: from) {
        return Stop(from: from, position: position, reason: reason)
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
        return Stop(from: from, position: position, reason: reason)
      }
    }
    return arrival(from: from, backwards: backwards, wantsMore: isShort)
  }

  /// Goes on to the end, or back to the start, or to the first reason to stop.
  public func resume(backwards: Bool = false) throws -> Stop {
    let target = backwards ? Position.start : Position(program.tickCount)
    let from = position
    if let reason = try approach(target, from: from) {
      return Stop(from: from, position: position, reason: reason)
    }
    return arrival(from: from, backwards: backwards, wantsMore: true)
  }

  /// Goes on to the next, or back to the last, execution at a location.
  public func until(_ location: Location, backwards: Bool = false) throws -> Stop {
    let tick =
      backwards
      ? location.tick(before: position.tick, in: program)
      : location.tick(after: position.tick, in: program)
    guard let tick else {
      throw backwards ? PlaceError.isAhead(location) : PlaceError.isBehind(location)
    }
    let from = position
    if let reason = try approach(Position(tick), from: from) {
      return Stop(from: from, position: position, reason: reason)
    }
    return arrival(from: from, backwards: backwards, wantsMore: false)
  }

  /// Goes to a place directly, without a look at the stop condition; what is missing is computed.
  ///
  /// Of a location in loops, the current timestep is meant, or the first one from outside.
  public func go(to location: Location) throws -> Stop {
    let from = position
    let tick = location.tick(seenFrom: current, in: program)
    guard (0...program.tickCount).contains(tick) else {
      throw PlaceError.noTick(tick, count: program.tickCount)
    }
    let isThere = try compute(to: tick)
    position = Position(isThere ? tick : max(frontier, from.tick))
    if !isThere { return Stop(from: from, position: position, reason: .interrupted) }
    return arrival(from: from, backwards: tick < from.tick, wantsMore: false)
  }

  /// Goes back to where nothing is executed; what is computed stays.
  @discardableResult
  public func restart() -> Stop {
    let from = position
    position = .start
    return Stop(from: from, position: position, reason: .start)
  }

  // MARK: Targets

  private func stepped(_ count: Int, _ backwards: Bool) -> Position {
    let isInside = position.instruction > 0
    let distance = min(count, program.tickCount)
    return backwards
      ? Position(max(0, position.tick - distance + (isInside ? 1 : 0)))
      : Position(min(program.tickCount, position.tick + distance))
  }

  /// Where a motion leads; nil at the end, or backwards at the start.
  private func target(of motion: Motion, _ backwards: Bool) -> Position? {
    guard let moment = backwards ? current : next else { return nil }
    switch motion {
    case .step: return stepped(1, backwards)
    case .instruction: return backwards ? instructionBefore(moment) : instructionAfter(moment)
    case .next:
      let run = runs.layer(of: moment)
      return Position(backwards ? run.lowerBound : run.upperBound)
    case .finish:
      let run = runs.call(of: moment)
      return Position(backwards ? run.lowerBound : run.upperBound)
    }
  }

  private func instructionAfter(_ next: Moment) -> Position {
    let count = program.equations[next.equation].instructions.count
    return position.instruction + 1 < count
      ? Position(position.tick, instruction: position.instruction + 1)
      : Position(position.tick + 1)
  }

  private func instructionBefore(_ last: Moment) -> Position {
    if position.instruction > 0 {
      return Position(position.tick, instruction: position.instruction - 1)
    }
    let count = program.equations[last.equation].instructions.count
    return Position(position.tick - 1, instruction: max(count - 1, 0))
  }

  // MARK: The way there

  /// Goes to a position, or to the first reason to stop before it, which it gives.
  private func approach(_ target: Position, from: Position) throws -> Stop.Reason? {
    do {
      guard let stopCondition else { return try leap(to: target) }
      while position != target {
        let tick =
          position < target
          ? min(position.tick + 1, target.tick)
          : max(position.instruction > 0 ? position.tick : position.tick - 1, target.tick)
        let isLast = tick == target.tick
        let next = isLast ? target : Position(tick)
        // An interrupt is looked for below the frontier too, where nothing is computed.
        if isInterrupted() { return .interrupted }
        guard try compute(to: next.reach) else { return .interrupted }
        position = next
        if next.instruction == 0, let reason = stopCondition(self) { return reason }
      }
      return nil
    } catch {
      position = from
      throw error
    }
  }

  private func leap(to target: Position) throws -> Stop.Reason? {
    guard try compute(to: target.reach) else {
      position = Position(max(frontier, position.tick))
      return .interrupted
    }
    position = target
    return nil
  }

  /// The stop after the whole way, or where there is no way on.
  private func arrival(from: Position, backwards: Bool, wantsMore: Bool) -> Stop {
    let reason: Stop.Reason
    if backwards {
      reason = position == .start ? .start : .arrived
    } else if position.tick < program.tickCount {
      reason = .arrived
    } else if let obstacle = program.obstacle {
      reason = wantsMore ? .blocked(obstacle) : .arrived
    } else {
      reason = .end
    }
    return Stop(from: from, position: position, reason: reason)
  }
}
