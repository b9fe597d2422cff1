import Equations
import Tensors
import Terms

/// Entering and leaving loops.
extension Engine {
  /// Enters a loop: brings its sequences into time order, sets the first states, and runs what
  /// needs no timestep.
  package func enter(_ id: Int, at steps: SIMD4<Int>) throws {
    let scan = program.scans[id]
    let window = memory.plan.window(id)
    if let window { begin(scan, window) }
    let timesteps = window.map { $0.timesteps(of: $0.segment(of: scan.first)) } ?? 0..<scan.steps
    let place = try memory.located(at(timesteps.lowerBound, of: id, in: steps), in: id)
    let first = try memory.located(at(scan.first, of: id, in: steps), in: id)
    for carry in scan.carries {
      spread(carry.initial, to: memory.pointer(carry.previous, first), place)
    }
    for instruction in scan.prelude { try run(instruction, at: place) }
    try bringRows(scan, timesteps, to: place)
    guard let window, scan.isBackward else { return }
    for segment in 0..<window.segmentCount
    where window.holds(segment) && segment != window.segment(of: scan.first) {
      try bring(id, segment: segment)
    }
  }

  /// Forgets what a window holds of a loop that is entered anew: backwards the timesteps stay that were gone through
  /// forwards.
  private func begin(_ scan: Scan, _ window: Window) {
    window.states[scan.id] = nil
    guard !scan.isBackward else { return }
    window.clear()
    window.open(0)
  }

  /// Timesteps of loops with another one of this loop.
  private func at(_ step: Int, of id: Int, in steps: SIMD4<Int>) -> SIMD4<Int> {
    var place = steps
    place[depths[id]] = step
    return place
  }

  /// Brings rows of the sequences that a loop reads into time order, and makes the products of them
  /// that need nothing else; `place` is that of the first timestep.
  func bringRows(
    _ scan: Scan, _ timesteps: Range<Int>, to place: SIMD4<Int>
  ) throws {
    for sequence in scan.sequences { transpose(sequence, scan, timesteps, place) }
    try hoist(scan, timesteps.count, at: place)
  }

  private func hoist(_ scan: Scan, _ count: Int, at place: SIMD4<Int>) throws {
    let depth = depths[scan.id]
    for instruction in scan.hoisted {
      for first in stride(from: 0, to: count, by: timestepsAtOnce) {
        var here = place
        here[depth] += first
        let isTail = count - first < timestepsAtOnce && scan.steps > timestepsAtOnce
        try run(instruction, at: here, isTail: isTail)
      }
    }
  }

  /// Makes the products again that were made on entering a loop, after a row in the given timestep
  /// was changed.
  package func hoistAgain(_ id: Int, at steps: SIMD4<Int>) throws {
    let scan = program.scans[id]
    let depth = depths[id]
    var first = steps
    let window = memory.plan.window(id)
    let timesteps = window.map { $0.timesteps(of: steps[depth] / $0.length) } ?? 0..<scan.steps
    first[depth] = timesteps.lowerBound
    try hoist(scan, timesteps.count, at: memory.located(first, in: id))
  }

  /// Leaves a loop: makes what it collected over time values of the outside.
  package func leave(_ id: Int, at steps: SIMD4<Int>) throws {
    let scan = program.scans[id]
    var place = try memory.located(steps, in: scan.parent)
    guard let window = memory.plan.window(id) else {
      return collect(scan, 0..<scan.steps, from: place)
    }
    place = SIMD4()
    place[0] = scan.last
    place = try memory.located(place, in: id)
    for carry in scan.carries {
      let last = memory.pointer(carry.next, place)
      let storage = program.places[carry.next].storage
      memory.lastState(storage, of: window).copyMemory(from: last, byteCount: stateBytes(carry))
    }
    let timesteps = window.timesteps(of: window.segment(of: scan.last))
    place[0] = timesteps.lowerBound
    try collect(scan, timesteps, from: memory.located(place, in: id))
  }

  /// Copies rows of what a loop collects to the outside; `place` is that of the first timestep.
  func collect(_ scan: Scan, _ timesteps: Range<Int>, from place: SIMD4<Int>) {
    // The last state of a loop inside is laid out by that loop; what counts is this one's stride.
    let depth = depths[scan.id]
    for stack in scan.stacks {
      let block = program.values[stack.inner].shape.count * program.scalar.byteSize
      let isBatched = program.values[stack.inner].isBatched
      let source = memory.pointer(stack.inner, place)
      let stride = memory.address(of: stack.inner).strides[depth]
      let target = memory.pointer(stack.outer, place)
      for sample in 0..<memory.samples {
        let from = source + (isBatched ? sample * block : 0)
        for (index, timestep) in timesteps.enumerated() {
          let step = stack.isReversed ? scan.steps - 1 - timestep : timestep
          let row = target + (sample * scan.steps + step) * block
          row.copyMemory(from: from + index * stride, byteCount: block)
        }
      }
    }
  }

  private func transpose(
    _ sequence: Scan.Sequence, _ scan: Scan, _ timesteps: Range<Int>, _ place: SIMD4<Int>
  ) {
    let inner = program.values[sequence.inner]
    let block = inner.shape.count * program.scalar.byteSize
    let source = memory.pointer(sequence.outer, place)
    let target = memory.pointer(sequence.inner, place)
    let rows = inner.isBatched ? memory.samples : 1
    for (index, step) in timesteps.enumerated() {
      let from = sequence.isReversed ? scan.steps - 1 - step : step
      for sample in 0..<rows {
        (target + (index * rows + sample) * block)
          .copyMemory(from: source + (sample * scan.steps + from) * block, byteCount: block)
      }
    }
  }

  private func spread(_ initial: Int, to target: UnsafeMutableRawPointer, _ place: SIMD4<Int>) {
    let value = program.values[initial]
    let block = value.shape.count * program.scalar.byteSize
    let source = memory.pointer(initial, place)
    for sample in 0..<memory.samples {
      (target + sample * block)
        .copyMemory(from: source + (value.isBatched ? sample * block : 0), byteCount: block)
    }
  }
}
