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

  /// Whether a timestep of a loop begins a segment, not the first.
  package func beginsSegment(_ id: Int, _ step: Int) -> Bool {
    memory.plan.window(id).map { step > 0 && step % $0.length == 0 } ?? false
  }

  /// Ends a segment: what it collected goes outside, and its last states are kept.
  package func passSegment(_ id: Int, before step: Int) throws {
    guard let window = memory.plan.window(id) else { return }
    let scan = program.scans[id]
    let segment = step / window.length
    let timesteps = window.timesteps(of: segment - 1)
    var first = SIMD4<Int>()
    first[0] = timesteps.lowerBound
    try collect(scan, timesteps, from: memory.located(first, in: id))
    try keepStates(id, before: segment)
    window.close(segment)
  }

  /// Keeps the states before a segment, to compute it from again.
  package func keepStates(_ id: Int, before segment: Int) throws {
    guard let window = memory.plan.window(id) else { return }
    var states: [UInt8] = []
    for carry in program.scans[id].carries {
      var step = SIMD4<Int>()
      step[0] = max(window.timesteps(of: segment).lowerBound - 1, 0)
      let place = try memory.located(step, in: id)
      let source = memory.pointer(segment == 0 ? carry.previous : carry.next, place)
      states += UnsafeRawBufferPointer(start: source, count: stateBytes(carry))
    }
    window.states[segment] = states
  }

  /// Brings a segment in with what it reads and the states before it; its equations are not run.
  package func open(_ id: Int, segment: Int) throws {
    guard let window = memory.plan.window(id) else { return }
    window.open(segment)
    let timesteps = window.timesteps(of: segment)
    var first = SIMD4<Int>()
    first[0] = timesteps.lowerBound
    let place = try memory.located(first, in: id)
    try bringRows(program.scans[id], timesteps, to: place)
    guard let states = window.states[segment] else { return }
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
