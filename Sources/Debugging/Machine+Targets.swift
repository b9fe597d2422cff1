import Containers
import Equations

/// Where motions lead, and the way there.
extension Machine {
  func stepped(_ count: Int, _ backwards: Bool) -> Position {
    let isInside = position.instruction > 0
    let distance = min(count, program.tickCount)
    return backwards
      ? Position(max(0, position.tick - distance + (isInside ? 1 : 0)))
      : Position(min(program.tickCount, position.tick + distance))
  }

  /// Where a motion leads; nil at the end, or backwards at the start.
  func target(of motion: Motion, _ backwards: Bool) -> Position? {
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

  /// Whether one stands where a timestep has ended, or outside loops the equations of a layer: `next` leads
  /// out of it, and not to its end.
  package var isAtEndOfRun: Bool {
    guard let moment = current, position.instruction == 0 else { return false }
    return runs.layer(of: moment).upperBound == position.tick
  }

  // MARK: The way there

  /// Goes to a position, or to the first reason to stop before it or there, which it gives.
  func approach(_ target: Position, from: Position) throws -> Stop.Reason? {
    do {
      return try verified { try way(to: target) }
    } catch {
      position = from
      throw error
    }
  }

  private func way(to target: Position) throws -> Stop.Reason? {
    guard let stopping, let ticks = stopping.stops(in: self) else { return try leap(to: target) }
    let start = frontier
    while position != target {
      // An interrupt is looked for below the frontier too, where nothing is computed.
      if Interruption.isWished() { return .interrupted }
      let visit = visit(of: ticks, towards: target)
      let next = visit.map { Position($0.tick) } ?? target
      guard try compute(to: next.reach, since: start) else {
        position = Position(max(frontier, position.tick))
        return .interrupted
      }
      position = next
      if let visit, let reason = stopping.reason(at: visit, in: self) { return reason }
    }
    return nil
  }

  /// The next execution to ask after, on the way to a position or at it.
  private func visit(of ticks: StopTicks, towards target: Position) -> StopTicks.Visit? {
    if position < target {
      return ticks.after(position.tick).flatMap { $0.tick <= target.tick ? $0 : nil }
    }
    let tick = position.instruction > 0 ? position.tick + 1 : position.tick
    return ticks.before(tick).flatMap { Position($0.tick) >= target ? $0 : nil }
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
  func arrival(from: WalkPosition, backwards: Bool, wantsMore: Bool) -> Stop {
    let reason: Stop.Reason
    if backwards {
      reason = position == .start && step == 0 ? .start : .arrived
    } else if position.tick < program.tickCount || hasStep(false) {
      reason = .arrived
    } else if let obstacle = program.obstacle {
      reason = wantsMore ? .blocked(obstacle) : .arrived
    } else {
      reason = .end
    }
    return stop(from, reason)
  }
}
