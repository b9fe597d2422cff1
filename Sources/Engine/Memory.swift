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
  private let weightSources: [Int: any WeightSource]
  private var weights: [Int: WeightNumbers] = [:]
  private var replaced: Set<Int> = []
  /// Weights that are read where they lie in a file, by some instruction at least.
  private var inPlace: [Int: WeightNumbers] = [:]

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
    weightSources = Dictionary(
      program.weights.map { ($0.value, $0.source) }, uniquingKeysWith: { first, _ in first })
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
    // A state before a timestep is there as soon as the timestep before has written it.
    let isBefore =
      plan.hasWindows && program.places[value.id].shift < 0 && place[0] > 0
      && value.scope.map { plan.window($0) != nil } ?? false
    if isBefore { place[0] -= 1 }
    place = try located(place, in: value.scope)
    if isBefore { place[0] += 1 }
    return pointer(value.id, place)
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

  // MARK: Weights

  /// Where an instruction needs a weight to lie.
  enum Placement {
    /// At any address: in the file, as a rule.
    case anywhere
    /// Where numbers of its kind belong, which in three of four files they do not.
    case aligned
    /// In memory of its own: read again in every timestep, it is worth more than the copy costs.
    case copied
  }

  /// The numbers of a weight, fetched from the file when they are first used.
  func weight(_ value: Int, _ placement: Placement) throws -> WeightNumbers {
    func fits(_ numbers: WeightNumbers) -> Bool {
      switch placement {
      case .anywhere: true
      case .aligned: Int(bitPattern: numbers.start) % program.scalar.byteSize == 0
      case .copied: numbers.isCopied
      }
    }
    if let known = weights[value], known.isCopied || fits(known) {
      try known.verify()
      return known
    }
    guard let source = weightSources[value] else { return WeightNumbers(block) }
    let dtype = program.values[value].dtype
    try source.verify()
    if placement != .copied, let bytes = source.inPlace(program.scalar, dtype),
      case let numbers = WeightNumbers(bytes, of: source), fits(numbers)
    {
      weights[value] = numbers
      inPlace[value] = numbers
      return numbers
    }
    let count = source.shape.count
    let copy = try ownBlock(count)
    try source.write(to: copy.start, program.scalar)
    MachineNumbers.round(copy.start, count, to: dtype, program.scalar)
    let numbers = WeightNumbers(copy)
    weights[value] = numbers
    return numbers
  }

  /// Memory beside the arena for so many numbers.
  private func ownBlock(_ count: Int) throws -> Block {
    let bytes = count * program.scalar.byteSize
    guard let block = Block(bytes: bytes) else {
      throw MemoryBudget.Exceeded(bytes: bytes, limit: MemoryBudget.standard.bytes)
    }
    return block
  }

  /// Where a weight's numbers of this run lie, other ones than the file's; and whether they lie there only now, so that
  /// who reads the weight is to fetch it again.
  private func ownNumbers(_ value: Int) throws -> (UnsafeMutableRawPointer, isNew: Bool) {
    if replaced.contains(value), let own = weights[value]?.own { return (own, false) }
    let block = try ownBlock(program.values[value].shape.count)
    weights[value] = WeightNumbers(block)
    replaced.insert(value)
    return (block.start, true)
  }

  /// Replaces a weight's numbers for this run; the file stays as it is.
  private func replaceWeight(_ value: Int, with elements: [Double]) throws {
    MachineNumbers.store(elements, to: try ownNumbers(value).0, program.scalar)
  }

  /// Puts what a run has written into a value in the place of a weight of that shape, whatever the file holds.
  ///
  /// Gives whether the weight lies elsewhere now, so that who reads it is to fetch it again.
  func replaceWeight(_ value: Int, withNumbersOf other: Value) throws -> Bool {
    let (own, isNew) = try ownNumbers(value)
    own.copyMemory(
      from: pointer(other.id, Strides()),
      byteCount: min(other.shape.count, program.values[value].shape.count)
        * program.scalar.byteSize)
    return isNew
  }

  /// The bytes of a weight as it is now, or of a value that a run has written outside of loops for all samples.
  func bytes(of value: Value) throws -> [UInt8] {
    let count = value.shape.count * program.scalar.byteSize
    guard value.role == .weight else {
      return [UInt8](UnsafeRawBufferPointer(start: pointer(value.id, Strides()), count: count))
    }
    let numbers = try weight(value.id, .aligned)
    return withExtendedLifetime(numbers) {
      [UInt8](UnsafeRawBufferPointer(start: numbers.start, count: count))
    }
  }

  /// Gives a weight such bytes, as many as it has; whether it lies elsewhere now.
  func replaceWeight(_ value: Int, withBytes bytes: [UInt8]) throws -> Bool {
    let (own, isNew) = try ownNumbers(value)
    let count = program.values[value].shape.count * program.scalar.byteSize
    UnsafeMutableRawBufferPointer(start: own, count: count).copyBytes(from: bytes.prefix(count))
    return isNew
  }

  /// The weights that were replaced, each with its numbers, which are shared from now on.
  var replacements: [Int: WeightNumbers] { weights.filter { replaced.contains($0.key) } }

  /// Reads weights where another memory of the same program has them.
  func share(_ numbers: [Int: WeightNumbers]) -> Set<Int> {
    let old = restoreWeights()
    weights.merge(numbers) { $1 }
    replaced = Set(numbers.keys)
    return old.union(replaced)
  }

  /// Forgets the replacements; who reads them is to fetch these weights again.
  func restoreWeights() -> Set<Int> {
    defer { replaced = [] }
    for value in replaced { weights[value] = nil }
    return replaced
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
    let bytes = program.scalar.byteSize
    let offset = elements.lowerBound * bytes
    guard value.role == .weight else {
      let first = value.isBatched ? sample * value.shape.count * bytes : 0
      let place = UnsafeRawPointer(try pointer(value, at: steps)) + first
      return MachineNumbers.load(place + offset, elements.count, program.scalar)
    }
    let weight = try weight(value.id, .anywhere)
    let numbers = withExtendedLifetime(weight) {
      MachineNumbers.load(weight.start + offset, elements.count, program.scalar)
    }
    // The file may have been cut short while it was read.
    try weight.verify()
    return numbers
  }

  /// What is kept, and what is computed again.
  package var use: MemoryUse { plan.use }

  /// Sets a value for one sample in the given timesteps, or a weight.
  package func write(
    _ tensor: Tensor, to value: Value, at steps: [Int] = [], sample: Int
  ) throws {
    let elements = tensor.cast(to: value.dtype).elements
    if value.role == .weight { return try replaceWeight(value.id, with: elements) }
    let place = try pointer(value, at: steps)
    let offset = value.isBatched ? sample * value.shape.count * program.scalar.byteSize : 0
    MachineNumbers.store(elements, to: place + offset, program.scalar)
  }

  /// Checks that the files in which weights are read are as they were opened. What was computed since the last time
  /// counts only if they are: where a file was cut short meanwhile, zeros were read.
  package func verifyWeights() throws {
    for source in inPlace.values { try source.verify() }
  }
}
