import Equations
import Tensors
import Terms

/// Loops of which only some timesteps are in memory: segments come and go.
extension Engine {
  /// Whether there is such a loop.
  package var isPartial: Bool { memory.plan.hasWindows }

  /// Whether only some timesteps of a loop are in memory.
  package func hasWindow(_ id: Int) -> Bool { memory.plan.window(id) != nil }

  /// The timesteps of a segment of a loop that has a window.
  package func timesteps(_ id: Int, of segment: Int) -> Range<Int> {
    memory.plan.window(id)?.timesteps(of: segment) ?? 0..<0
  }

  /// Whether a timestep of a loop is the first that is passed of a segment, not of the first segment.
  package func beginsSegment(_ id: Int, _ step: Int) -> Bool {
    guard let window = memory.plan.window(id), let before = program.scans[id].before(step) else {
      return false
    }
    return window.segment(of: before) != window.segment(of: step)
  }

  /// The segment that a loop goes through first.
  package func firstSegment(_ id: Int) -> Int {
    memory.plan.window(id)?.segment(of: program.scans[id].first) ?? 0
  }

  /// Ends a segment: what it collected goes outside, and its last states are kept.
  package func passSegment(_ id: Int, before step: Int) throws {
    guard let window = memory.plan.window(id) else { return }
    let scan = program.scans[id]
    let segment = window.segment(of: step)
    let timesteps = window.timesteps(of: segment + (scan.isBackward ? 1 : -1))
    var first = SIMD4<Int>()
    first[0] = timesteps.lowerBound
    try collect(scan, timesteps, from: memory.located(first, in: id))
    try keepStates(id, before: segment)
    guard scan.isBackward else { return window.close(segment) }
    // What was gone through forwards and is still there need not be computed again.
    if window.holds(segment) { try bring(id, segment: segment) }
  }

  /// Keeps the states before a segment, to compute it from again.
  package func keepStates(_ id: Int, before segment: Int) throws {
    guard let window = memory.plan.window(id) else { return }
    let scan = program.scans[id]
    let begin = scan.begin(of: window.timesteps(of: segment))
    let before = scan.before(begin)
    var states: [UInt8] = []
    for carry in scan.carries {
      var step = SIMD4<Int>()
      step[0] = before ?? begin
      let place = try memory.located(step, in: id)
      let source = memory.pointer(before == nil ? carry.previous : carry.next, place)
      states += UnsafeRawBufferPointer(start: source, count: stateBytes(carry))
    }
    window.states[id, default: [:]][segment] = states
  }

  /// Brings a segment in with what it reads and the states before it; its equations are not run.
  package func open(_ id: Int, segment: Int) throws {
    guard let window = memory.plan.window(id) else { return }
    window.open(segment)
    try bring(id, segment: segment)
  }

  /// Brings what a loop reads in a segment that is in memory, and the states that it comes into it with.
  package func bring(_ id: Int, segment: Int) throws {
    guard let window = memory.plan.window(id) else { return }
    let scan = program.scans[id]
    let timesteps = window.timesteps(of: segment)
    var first = SIMD4<Int>()
    first[0] = timesteps.lowerBound
    try bringRows(scan, timesteps, to: memory.located(first, in: id))
    guard let states = window.states[id]?[segment] else { return }
    first[0] = scan.begin(of: timesteps)
    let place = try memory.located(first, in: id)
    states.withUnsafeBytes { bytes in
      var done = 0
      for carry in program.scans[id].carries {
        let count = min(stateBytes(carry), bytes.count - done)
        let source = UnsafeRawBufferPointer(rebasing: bytes[done..<done + count])
        UnsafeMutableRawBufferPointer(start: memory.pointer(carry.previous, place), count: count)
          .copyMemory(from: source)
        done += count
      }
    }
  }

  /// Takes a segment out of memory.
  package func close(_ id: Int, segment: Int) { memory.plan.window(id)?.close(segment) }

  /// Takes the segments of a loop out of memory of which something holds.
  package func closeSegments(_ id: Int, where holds: (Range<Int>) -> Bool) {
    guard let window = memory.plan.window(id) else { return }
    for segment in 0..<window.segmentCount
    where window.holds(segment) && holds(window.timesteps(of: segment)) {
      window.close(segment)
    }
  }

  /// The bytes of a state of all samples.
  func stateBytes(_ carry: Scan.Carry) -> Int {
    program.values[carry.previous].shape.count * program.scalar.byteSize * memory.samples
  }
}

extension Scan {
  /// The timestep of a segment that is passed first.
  fileprivate func begin(of timesteps: Range<Int>) -> Int {
    isBackward ? timesteps.upperBound - 1 : timesteps.lowerBound
  }
}
