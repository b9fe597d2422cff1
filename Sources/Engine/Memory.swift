import Equations
import Tensors
import Terms

/// The numbers of a program while it runs: one arena, a slot for every value of every timestep.
///
/// Timesteps are the outer axis of a storage and samples the inner one, so that one timestep of
/// all samples is contiguous. This file, `Block.swift` and `Engine.swift` are where the program's raw
/// memory is touched.
package final class Memory {
  package let program: Program
  /// How many samples lie side by side.
  package let samples: Int
  private let block: Block
  private var arena: UnsafeMutableRawPointer { block.start }
  /// Where the storages lie, and which loops are in memory in part only.
  let plan: MemoryPlan
  /// Computes a segment of a loop that is not in memory, of the loop's number and the segment's.
  package var bringIn: (_ loop: Int, _ segment: Int) throws -> Void = { _, _ in }
  let weights: WeightStore

  /// Bytes per timestep of each loop around a value; as many as loops may nest.
  typealias Strides = SIMD4<Int>

  /// Lays the program out for a number of samples.
  package init(
    _ program: Program, samples: Int, budget: MemoryBudget = .standard
  ) throws(MemoryBudget.Exceeded) {
    let plan = try MemoryPlan(program, samples: samples, budget: budget)
    guard let block = Block(bytes: plan.bytes) else {
      throw MemoryBudget.Exceeded(bytes: plan.bytes, limit: budget.bytes)
    }
    self.program = program
    self.samples = samples
    self.plan = plan
    self.block = block
    weights = WeightStore(program, nowhere: block)
    if MemoryPlan.gap > 0 { plan.gaps.forEach(block.guardBytes) }
    for (value, number) in program.numbers { fill(program.values[value], with: number) }
  }

  // MARK: Addresses

  /// A value's first byte in timestep 0 of all loops around it, and the bytes per timestep.
  struct Address {
    var base: UnsafeMutableRawPointer
    var strides: Strides

    func pointer(at steps: Strides) -> UnsafeMutableRawPointer {
      base + (strides &* steps).wrappedSum()
    }
  }

  func address(of value: Int) -> Address {
    let place = program.places[value]
    let storage = program.storages[place.storage]
    let layout = plan.layouts[place.storage]
    var strides = layout.strides
    var base = arena + layout.offset
    let window = storage.scans.first.flatMap { plan.window($0) }
    if let innermost = storage.scans.indices.last {
      let isWindow = window != nil && innermost == 0
      if let window, !isWindow { base += strides[0] * window.lead }
      if let slot = place.slot {
        base += (isWindow ? window?.lastSlot ?? slot : slot) * strides[innermost]
        strides[innermost] = 0
      } else {
        let lead = isWindow ? window?.lead ?? storage.lead : storage.lead
        base += (lead + place.shift) * strides[innermost]
      }
    }
    return Address(base: base, strides: strides)
  }

  /// The timesteps of loops as a value's address counts them: those of a loop that is in memory in
  /// part only are brought in if need be.
  func located(_ steps: Strides, in scope: Int?) throws -> Strides {
    guard plan.hasWindows, let scope, let window = plan.window(around: scope) else { return steps }
    let segment = steps[0] / window.length
    if !window.holds(segment) { try bringIn(window.scan, segment) }
    var result = steps
    result[0] = window.slot(of: steps[0])
    return result
  }

  /// Where a value's numbers of the given timesteps are.
  private func pointer(_ value: Value, at steps: [Int]) throws -> UnsafeMutableRawPointer {
    var place = Memory.strides(steps)
    let neighbour = neighbour(value, place[0])
    place[0] += neighbour
    place = try located(place, in: value.scope)
    place[0] -= neighbour
    return pointer(value.id, place)
  }

  /// Where a state that a timestep begins with is looked for: it is there as soon as the timestep that is passed before has
  /// written it, −1, or backwards 1. 0: where it is.
  private func neighbour(_ value: Value, _ step: Int) -> Int {
    guard plan.hasWindows, let window = value.scope.flatMap({ plan.window($0) }) else { return 0 }
    let shift = program.places[value.id].shift
    return shift < 0 && step > 0 || shift > 0 && step < window.steps - 1 ? shift : 0
  }

  func pointer(_ value: Int, _ steps: Strides) -> UnsafeMutableRawPointer {
    address(of: value).pointer(at: steps)
  }

  /// Where the state after the last timestep of a loop with a window stays.
  func lastState(_ storage: Int, of window: Window) -> UnsafeMutableRawPointer {
    let layout = plan.layouts[storage]
    return arena + layout.offset + window.lastSlot * layout.strides[0]
  }

  static func strides(_ steps: [Int]) -> Strides {
    var result = Strides()
    for (depth, step) in steps.prefix(4).enumerated() { result[depth] = step }
    return result
  }

  // MARK: Reading and writing

  private func fill(_ value: Value, with number: Double) {
    MachineNumbers.fill(
      address(of: value.id).base, value.shape.count, with: value.dtype.rounded(number),
      program.scalar)
  }

  /// One sample's numbers of a value in the given timesteps of the loops around it.
  package func read(_ value: Value, at steps: [Int] = [], sample: Int) throws -> Tensor {
    let numbers = try numbers(value, 0..<value.shape.count, at: steps, sample: sample)
    return Tensor(value.shape, value.dtype, numbers)
  }

  /// One element of a value, as `read` gives it among the others.
  package func number(
    _ value: Value, _ element: Int, at steps: [Int] = [], sample: Int
  ) throws -> Double? {
    guard (0..<value.shape.count).contains(element) else { return nil }
    return try numbers(value, element..<element + 1, at: steps, sample: sample).first
  }

  private func numbers(
    _ value: Value, _ elements: Range<Int>, at steps: [Int], sample: Int
  ) throws -> [Double] {
    if value.role == .weight { return try weights.load(elements, of: value.id) }
    let first = (value.isBatched ? sample * value.shape.count : 0) + elements.lowerBound
    let place = UnsafeRawPointer(try pointer(value, at: steps))
    return MachineNumbers.load(
      place + first * program.scalar.byteSize, elements.count, program.scalar)
  }

  /// What is kept, and what is computed again.
  package var use: MemoryUse { plan.use }

  /// Sets a value for one sample in the given timesteps, or a weight.
  package func write(
    _ tensor: Tensor, to value: Value, at steps: [Int] = [], sample: Int
  ) throws {
    let elements = tensor.cast(to: value.dtype).elements
    if value.role == .weight { return try weights.replace(value.id, with: elements) }
    let place = try pointer(value, at: steps)
    let offset = value.isBatched ? sample * value.shape.count * program.scalar.byteSize : 0
    MachineNumbers.store(elements, to: place + offset, program.scalar)
  }

  /// The bytes of a value that the run has written outside of loops, for all samples: it is theirs together.
  func bytes(of value: Value) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: pointer(value.id, Strides()), count: value.shape.count * program.scalar.byteSize)
  }
}
