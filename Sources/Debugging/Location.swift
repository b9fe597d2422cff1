import Equations

/// A place to run to: a tick, or an equation in some or all timesteps.
package struct Location: Sendable, Equatable {
  package enum Target: Sendable, Equatable {
    case tick(Int)
    /// The equation, and the timestep of each loop around it, outermost first; nil means any.
    case equation(Int, steps: [Int?])
  }

  /// As it was typed.
  package let word: String
  package let target: Target

  package init(_ target: Target, word: String) {
    self.target = target
    self.word = word
  }

  package static func tick(_ tick: Int) -> Location { Location(.tick(tick), word: "\(tick)") }

  /// Whether an execution is at the location.
  package func matches(_ moment: Moment) -> Bool {
    switch target {
    case .tick(let tick): moment.tick == tick
    case .equation(let id, let steps):
      moment.equation == id
        && zip(steps, moment.steps).allSatisfy { wanted, step in wanted.map { $0 == step } ?? true }
    }
  }

  /// The first execution after a tick; nil when there is none.
  package func tick(after tick: Int, in program: Program) -> Int? {
    switch target {
    case .tick(let target): target > tick && target <= program.tickCount ? target : nil
    case .equation(let id, let steps): Search(program, id, steps).after(tick)
    }
  }

  /// The last execution before a tick; nil when there is none.
  package func tick(before tick: Int, in program: Program) -> Int? {
    switch target {
    case .tick(let target): target < tick && target >= 0 ? target : nil
    case .equation(let id, let steps): Search(program, id, steps).before(tick)
    }
  }

  /// The one execution meant from a place: in its timesteps where they are left open and it stands
  /// in the same loops, otherwise in the first ones.
  func tick(seenFrom moment: Moment?, in program: Program) -> Int {
    switch target {
    case .tick(let tick): return tick
    case .equation(let id, let steps):
      let here = moment.map { program.axes(program.equations[$0.equation].scan) } ?? []
      let scan = program.equations[id].scan
      let first = program.filled([], for: scan)
      var chosen: [Int] = []
      var isSame = true
      for (depth, axis) in program.axes(scan).enumerated() {
        isSame = isSame && depth < here.count && here[depth] == axis
        let own = isSame ? moment?.steps[depth] ?? first[depth] : first[depth]
        let step = (depth < steps.count ? steps[depth] : nil) ?? own
        isSame = isSame && step == own
        chosen.append(step)
      }
      return program.tick(of: id, at: chosen)
    }
  }
}

/// Finds executions of an equation whose timesteps are partly open.
private struct Search {
  let program: Program
  let loops: [Scan]
  let steps: [Int?]
  let offset: Int

  init(_ program: Program, _ equation: Int, _ steps: [Int?]) {
    self.program = program
    loops = program.loops(program.equations[equation].scan).map { program.scans[$0] }
    self.steps = steps + [Int?](repeating: nil, count: max(0, loops.count - steps.count))
    offset = program.equations[equation].offset
  }

  /// `base` is the ticks before this pass of the loop at `depth`.
  func after(_ tick: Int, depth: Int = 0, base: Int = 0) -> Int? {
    guard depth < loops.count else {
      let found = base + offset + 1
      return found > tick ? found : nil
    }
    let loop = loops[depth]
    let start = base + loop.offset
    // Ticks of pass s are start + s·n + 1 … start + (s + 1)·n.
    let earliest = max(0, tick - start) / max(loop.ticksPerStep, 1)
    let range =
      steps[depth].map { loop.timestep($0)...loop.timestep($0) } ?? earliest...earliest + 1
    for step in range where step < loop.steps {
      let inside = start + step * loop.ticksPerStep
      if let found = after(tick, depth: depth + 1, base: inside) { return found }
    }
    return nil
  }

  func before(_ tick: Int, depth: Int = 0, base: Int = 0) -> Int? {
    guard depth < loops.count else {
      let found = base + offset + 1
      return found < tick ? found : nil
    }
    let loop = loops[depth]
    let start = base + loop.offset
    let latest = min(loop.steps - 1, max(0, tick - 2 - start) / max(loop.ticksPerStep, 1))
    let range =
      steps[depth].map { loop.timestep($0)...loop.timestep($0) } ?? max(0, latest - 1)...latest
    for step in range.reversed() where step < loop.steps {
      let inside = start + step * loop.ticksPerStep
      if let found = before(tick, depth: depth + 1, base: inside) { return found }
    }
    return nil
  }
}
