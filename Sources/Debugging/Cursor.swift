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
  /// The timesteps that it begins and ends with, and how far it is from one to the next.
  let begin, end, step: Int

  init(_ scan: Scan, _ program: Program) {
    steps = scan.steps
    depth = program.loops(scan.parent).count
    first = scan.bounds.lowerBound + 1
    leave = scan.bounds.upperBound
    isSilent = scan.ticksPerStep == 0
    (begin, end, step) = (scan.first, scan.last, scan.isBackward ? -1 : 1)
  }
}

extension Cursor {
  /// Passes the `leave` of a loop: back to the next timestep, or out, which gives true.
  mutating func turn(_ loop: Loop) -> Bool {
    guard steps[loop.depth] != loop.end else {
      steps[loop.depth] = 0
      item += 1
      return true
    }
    steps[loop.depth] += loop.step
    item = loop.first
    return false
  }

  /// Goes past the `enter` of a loop, to its first timestep.
  mutating func enter(_ loop: Loop) {
    steps[loop.depth] = loop.begin
    item += 1
  }
}

extension SIMD4<Int> {
  /// Timesteps, outermost first; zeros after them.
  init(timesteps: some Collection<Int>) {
    self.init()
    for (depth, step) in timesteps.prefix(4).enumerated() { self[depth] = step }
  }
}
