import Equations

/// The ticks of some equations in all timesteps, to be gone through in either direction.
///
/// For every loop, and for the program outside of loops, it holds what contains such equations; so
/// the next one is found without a look at what lies between.
package struct StopTicks: Sendable {
  /// An execution of one of the equations.
  package struct Visit: Sendable, Equatable {
    package let tick: Int
    package let equation: Int
    /// The timestep of each loop around it, outermost first; 0 after them.
    package let steps: SIMD4<Int>
  }

  private enum Content { case equation(Int), loop(Int) }

  /// An equation or a loop within one pass of what it stands in.
  private struct Entry {
    /// The ticks of the pass before it, and those up to its end.
    let start, end: Int
    let content: Content
  }

  private struct Loop {
    let ticksPerStep, steps: Int
    let isBackward: Bool

    /// The timestep of a pass.
    func timestep(_ pass: Int) -> Int { isBackward ? steps - 1 - pass : pass }
  }

  /// Those of one loop after those of another, each in the order of execution.
  private let entries: [Entry]
  /// Which are of the program outside of loops, then by loop.
  private let ranges: [Range<Int>]
  private let loops: [Loop]

  package init(_ equations: Set<Int>, of program: Program) {
    var bodies = [[Entry]](repeating: [], count: program.scans.count + 1)
    loops = program.scans.map {
      Loop(ticksPerStep: $0.ticksPerStep, steps: $0.steps, isBackward: $0.isBackward)
    }
    var entered: Set<Int> = []
    for id in equations where program.equations.indices.contains(id) {
      let equation = program.equations[id]
      let place = equation.scan.map { $0 + 1 } ?? 0
      bodies[place].append(
        Entry(start: equation.offset, end: equation.offset + 1, content: .equation(id)))
      for scan in program.loops(equation.scan) where entered.insert(scan).inserted {
        let loop = program.scans[scan]
        let ticks = loop.ticksPerStep * loop.steps
        bodies[loop.parent.map { $0 + 1 } ?? 0].append(
          Entry(start: loop.offset, end: loop.offset + ticks, content: .loop(scan)))
      }
    }
    var entries: [Entry] = []
    var ranges: [Range<Int>] = []
    for body in bodies {
      ranges.append(entries.count..<entries.count + body.count)
      entries += body.sorted { $0.start < $1.start }
    }
    self.entries = entries
    self.ranges = ranges
  }

  package var isEmpty: Bool { ranges[0].isEmpty }

  /// The first visit after a tick.
  package func after(_ tick: Int) -> Visit? {
    after(tick, in: 0, base: 0, depth: 0, steps: SIMD4())
  }

  /// The last visit before a tick.
  package func before(_ tick: Int) -> Visit? {
    before(tick, in: 0, base: 0, depth: 0, steps: SIMD4())
  }

  /// `base` is the ticks before this pass.
  private func after(
    _ tick: Int, in place: Int, base: Int, depth: Int, steps: SIMD4<Int>
  ) -> Visit? {
    let range = ranges[place]
    var index = firstIndex(in: range) { base + $0.end > tick }
    while index < range.upperBound {
      let entry = entries[index]
      switch entry.content {
      case .equation(let id):
        return Visit(tick: base + entry.end, equation: id, steps: steps)
      case .loop(let id):
        let loop = loops[id]
        let start = base + entry.start
        var step = max(0, tick - start) / max(loop.ticksPerStep, 1)
        while step < loop.steps {
          var inside = steps
          inside[depth] = loop.timestep(step)
          let found = after(
            tick, in: id + 1, base: start + step * loop.ticksPerStep, depth: depth + 1,
            steps: inside)
          if let found { return found }
          step += 1
        }
      }
      index += 1
    }
    return nil
  }

  private func before(
    _ tick: Int, in place: Int, base: Int, depth: Int, steps: SIMD4<Int>
  ) -> Visit? {
    let range = ranges[place]
    var index = firstIndex(in: range) { base + $0.start + 1 >= tick } - 1
    while index >= range.lowerBound {
      let entry = entries[index]
      switch entry.content {
      case .equation(let id):
        return Visit(tick: base + entry.end, equation: id, steps: steps)
      case .loop(let id):
        let loop = loops[id]
        let start = base + entry.start
        var step = min(loop.steps - 1, max(0, tick - 1 - start) / max(loop.ticksPerStep, 1))
        while step >= 0 {
          var inside = steps
          inside[depth] = loop.timestep(step)
          let found = before(
            tick, in: id + 1, base: start + step * loop.ticksPerStep, depth: depth + 1,
            steps: inside)
          if let found { return found }
          step -= 1
        }
      }
      index -= 1
    }
    return nil
  }

  /// The first entry of which something holds that holds of all after it too.
  private func firstIndex(in range: Range<Int>, where holds: (Entry) -> Bool) -> Int {
    var range = range
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        holds(entries[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }
}
