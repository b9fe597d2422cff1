import Equations

/// Where execution stands in a program's schedule: the next item, and the timesteps around it.
struct Cursor {
  var item = 0
  /// The timestep of each loop around the item, outermost first; 0 for loops not entered.
  var steps = SIMD4<Int>()
}

/// What the cursor needs of a loop, without the arrays of a `Scan`.
struct Loop {
  let steps: Int
  /// How many loops stand around it.
  let depth: Int
  /// The first item of its body, and its `leave`.
  let first, leave: Int
  /// Whether it has no equation, so that nobody can stand in it.
  let isSilent: Bool

  init(_ scan: Scan, _ program: Program) {
    steps = scan.steps
    depth = program.loops(scan.parent).count
    first = scan.bounds.lowerBound + 1
    leave = scan.bounds.upperBound
    isSilent = scan.ticksPerStep == 0
  }
}

extension Cursor {
  /// Passes the `leave` of a loop: back to the next timestep, or out, which gives true.
  mutating func turn(_ loop: Loop) -> Bool {
    guard steps[loop.depth] + 1 < loop.steps else {
      steps[loop.depth] = 0
      item += 1
      return true
    }
    steps[loop.depth] += 1
    item = loop.first
    return false
  }
}

extension SIMD4<Int> {
  /// Timesteps, outermost first; zeros after them.
  init(timesteps: some Collection<Int>) {
    self.init()
    for (depth, step) in timesteps.prefix(4).enumerated() { self[depth] = step }
  }
}
