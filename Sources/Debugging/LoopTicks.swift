import Equations

/// When loops begin and end.
extension Program {
  /// The ticks executed before a loop's first equation, in given timesteps of the loops around it.
  func start(of scan: Scan, at steps: some Collection<Int>) -> Int {
    var tick = scan.offset
    var steps = steps.makeIterator()
    for outer in loops(scan.parent) {
      let pass = scans[outer].timestep(steps.next() ?? scans[outer].first)
      tick += scans[outer].offset + pass * scans[outer].ticksPerStep
    }
    return tick
  }

  /// The ticks executed when a loop is left.
  func end(of scan: Scan, at steps: some Collection<Int>) -> Int {
    let ticks = scan.ticksPerStep * scan.steps
    // A loop without equations runs with the equation after it.
    return ticks > 0
      ? start(of: scan, at: steps) + ticks : min(start(of: scan, at: steps) + 1, tickCount)
  }

  /// Timesteps for all loops around a value or an equation: those that loops begin with where none are given.
  package func filled(_ steps: some Collection<Int>, for scope: Int?) -> [Int] {
    let loops = loops(scope)
    return steps.prefix(loops.count) + loops.dropFirst(steps.count).map { scans[$0].first }
  }

  /// The loop along an axis that a call stands in: among gradients the one that goes backwards.
  func loop(along axis: Int, in frame: Int) -> Int {
    guard frames.indices.contains(frame), frames[frame].forward != nil else { return axis }
    return scans.first { $0.axis == axis }?.id ?? axis
  }

  /// The lengths of the loops around a scope, outermost first.
  package func lengths(around scope: Int?) -> [Int] { loops(scope).map { scans[$0].steps } }
}
