/// Counting executions: tick n is the state after n equations have been executed.
extension Program {
  /// The most ticks that a program may have.
  static let tickLimit = 1 << 48

  /// Numbers the equations within their loops and counts all executions.
  mutating func countTicks() {
    var counters = [0]
    for item in schedule {
      let top = counters.count - 1
      switch item {
      case .equation(let id):
        equations[id].offset = counters[top]
        counters[top] += 1
      case .enter(let id):
        scans[id].offset = counters[top]
        counters.append(0)
      case .leave(let id):
        let inside = counters.removeLast()
        scans[id].ticksPerStep = inside
        let (all, overflow) = inside.multipliedReportingOverflow(by: scans[id].steps)
        let sum = counters[top - 1] + min(overflow ? Program.tickLimit : all, Program.tickLimit)
        counters[top - 1] = min(sum, Program.tickLimit)
      }
    }
    tickCount = counters[0]
  }

  /// The loops around a scope, outermost first.
  package func loops(_ scope: Int?) -> [Int] {
    var result: [Int] = []
    var next = scope
    while let scan = next {
      result.insert(scan, at: 0)
      next = scans[scan].parent
    }
    return result
  }

  /// The loops around a scope, outermost first, by the axes that their values lie along: a loop that goes backwards has
  /// that of the loop whose timesteps it goes through.
  package func axes(_ scope: Int?) -> [Int] { loops(scope).map { scans[$0].axis ?? $0 } }

  /// The tick at which an equation has been executed in the given timesteps of the loops around it.
  package func tick(of equation: Int, at steps: [Int]) -> Int {
    var tick = equations[equation].offset + 1
    for (scan, step) in zip(loops(equations[equation].scan), steps) {
      tick += scans[scan].offset + scans[scan].timestep(step) * scans[scan].ticksPerStep
    }
    return tick
  }

  /// The equation whose execution is a tick, 1 to `tickCount`, and the timesteps it stands in.
  package func moment(_ tick: Int) -> Moment? {
    guard (1...max(tickCount, 1)).contains(tick), tickCount > 0 else { return nil }
    var rest = tick - 1
    var steps: [Int] = []
    var range = 0..<schedule.count
    descent: while true {
      var index = range.lowerBound
      while index < range.upperBound {
        switch schedule[index] {
        case .equation(let id):
          if equations[id].offset == rest {
            return Moment(tick: tick, equation: id, steps: steps, item: index)
          }
          index += 1
        case .enter(let id):
          let scan = scans[id]
          let inside = rest - scan.offset
          if scan.ticksPerStep > 0, inside < scan.ticksPerStep * scan.steps {
            steps.append(scan.timestep(inside / scan.ticksPerStep))
            rest = inside % scan.ticksPerStep
            range = scan.bounds.lowerBound + 1..<scan.bounds.upperBound
            continue descent
          }
          index = scan.bounds.upperBound + 1
        case .leave:
          index += 1
        }
      }
      return nil
    }
  }
}

/// One execution of an equation.
package struct Moment: Sendable, Equatable {
  package let tick: Int
  package let equation: Int
  /// The timestep of each loop around it, outermost first.
  package let steps: [Int]
  /// Its place in the schedule.
  package let item: Int
}
