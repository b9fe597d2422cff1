import CKernels
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The numbers of a program while it runs: one arena, a slot for every value of every timestep.
///
/// Timesteps are the outer axis of a storage and samples the inner one, so that one timestep of
/// all samples is contiguous. This file, `Block.swift` and `Engine.swift` are where the program's raw
/// memory is touched.
public final class Memory {
  public let program: Program
  /// How many samples lie side by side.
  public let samples: Int
  private let block: Block
  private var arena: UnsafeMutableRawPointer { block.start }
  /// Where each storage starts in the arena.
  private let offsets: [Int]
  /// Bytes between neighbours along the loops around each storage.
  private let strides: [Strides]
  private let weightSources: [Int: any WeightSource]
  private var weights: [Int: UnsafeRawPointer] = [:]
  /// The memory of weights that are not used where they lie.
  private var copies: [Block] = []
  private var copied: Set<Int> = []
  private var replaced: Set<Int> = []
  /// Weights that are read where they lie in a file.
  private var inPlace: [Int: any WeightSource] = [:]

  /// Bytes per timestep of each loop around a value; as many as loops may nest.
  typealias Strides = SIMD4<Int>

  /// A program needs more memory than it may have.
  public struct TooLarge: Error, CustomStringConvertible {
    public let bytes: Int?
    public let limit: Int

    public var description: String {
      let need = bytes.map { "\(Memory.readable($0))" } ?? "more than a computer can address"
      return "keeping every value of every timestep needs \(need); "
        + "there may be \(Memory.readable(limit)). Feed fewer samples or fewer timesteps."
    }
  }

  /// Lays the program out for a number of samples; `limit` bounds the bytes of the arena.
  public init(_ program: Program, samples: Int, limit: Int = Memory.defaultLimit) throws(TooLarge) {
    self.program = program
    self.samples = samples
    var offsets: [Int] = []
    var strides: [Strides] = []
    var total = 0
    for storage in program.storages {
      let layout = Memory.layout(storage, program, samples)
      guard let layout, layout.bytes <= limit else {
        throw TooLarge(bytes: layout?.bytes, limit: limit)
      }
      offsets.append(total)
      strides.append(layout.strides)
      total += (layout.bytes + 63) & ~63
      guard total <= limit else { throw TooLarge(bytes: total, limit: limit) }
    }
    guard let block = Block(bytes: total) else { throw TooLarge(bytes: total, limit: limit) }
    self.offsets = offsets
    self.strides = strides
    self.block = block
    weightSources = Dictionary(
      program.weights.map { ($0.value, $0.source) }, uniquingKeysWith: { first, _ in first })
    for (value, number) in program.numbers { fill(program.values[value], with: number) }
  }

  /// Three quarters of the machine's memory.
  public static let defaultLimit: Int = {
    let bytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return bytes > 0 ? bytes / 4 * 3 : 1 << 32
  }()

  /// `1.5 GB`.
  public static func readable(_ bytes: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let rounded = (value * 10).rounded() / 10
    return "\(NumberFormat.exact(rounded, .float64)) \(units[unit])"
  }

  private static func layout(
    _ storage: Storage, _ program: Program, _ samples: Int
  ) -> (bytes: Int, strides: Strides)? {
    let rows = storage.isBatched ? samples : 1
    var strides = Strides()
    var product = storage.count.multipliedReportingOverflow(by: rows * program.scalar.byteSize)
    guard !product.overflow else { return nil }
    for (depth, scan) in storage.scans.enumerated().reversed() {
      strides[depth] = product.partialValue
      let isInnermost = depth == storage.scans.count - 1
      let slots = program.scans[scan].steps + (isInnermost ? storage.lead : 0)
      product = product.partialValue.multipliedReportingOverflow(by: slots)
      guard !product.overflow else { return nil }
    }
    return (product.partialValue, strides)
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
    var strides = strides[place.storage]
    var base = arena + offsets[place.storage]
    if let innermost = storage.scans.indices.last {
      if let slot = place.slot {
        base += slot * strides[innermost]
        strides[innermost] = 0
      } else {
        base += (storage.lead + place.shift) * strides[innermost]
      }
    }
    return Address(base: base, strides: strides)
  }

  func pointer(_ value: Int, _ steps: Strides) -> UnsafeMutableRawPointer {
    address(of: value).pointer(at: steps)
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
  func weight(_ value: Int, _ placement: Placement) throws -> UnsafeRawPointer {
    func fits(_ pointer: UnsafeRawPointer) -> Bool {
      switch placement {
      case .anywhere: true
      case .aligned: Int(bitPattern: pointer) % program.scalar.byteSize == 0
      case .copied: false
      }
    }
    if let known = weights[value], fits(known) || copied.contains(value) {
      try inPlace[value]?.verify()
      return known
    }
    guard let source = weightSources[value] else { return UnsafeRawPointer(arena) }
    let dtype = program.values[value].dtype
    try source.verify()
    if let pointer = source.inPlace(program.scalar, dtype), fits(pointer) {
      weights[value] = pointer
      inPlace[value] = source
      return pointer
    }
    let count = source.shape.count
    guard let copy = Block(bytes: count * program.scalar.byteSize) else {
      throw TooLarge(bytes: count * program.scalar.byteSize, limit: Memory.defaultLimit)
    }
    try source.write(to: copy.start, program.scalar)
    Memory.round(copy.start, count, to: dtype, program.scalar)
    keep(copy, as: value)
    return UnsafeRawPointer(copy.start)
  }

  /// Replaces a weight's numbers for this run; the file stays as it is.
  func replaceWeight(_ value: Int, with elements: [Double]) {
    guard let copy = Block(bytes: elements.count * program.scalar.byteSize) else {
      preconditionFailure("no memory for half of what is held already")
    }
    Memory.store(elements, to: copy.start, program.scalar)
    keep(copy, as: value)
    replaced.insert(value)
  }

  /// Forgets the replacements; whoever has their addresses is to fetch these weights again.
  func restoreWeights() -> Set<Int> {
    defer { replaced = [] }
    for value in replaced {
      weights[value] = nil
      copied.remove(value)
    }
    return replaced
  }

  /// What was there before stays too: an instruction may have its address.
  private func keep(_ copy: Block, as value: Int) {
    copies.append(copy)
    copied.insert(value)
    inPlace[value] = nil
    weights[value] = UnsafeRawPointer(copy.start)
  }

  /// Rounds stored numbers to a format narrower than the machine's.
  static func round(
    _ pointer: UnsafeMutableRawPointer, _ count: Int, to dtype: DType, _ scalar: Scalar
  ) {
    switch (dtype, scalar) {
    case (.float16, .single): ks_round_to_f16_f32(pointer.f32, count)
    case (.float16, .double): ks_round_to_f16_f64(pointer.f64, count)
    case (.bfloat16, .single): ks_round_to_bf16_f32(pointer.f32, count)
    case (.bfloat16, .double): ks_round_to_bf16_f64(pointer.f64, count)
    case (.float32, .double):
      let numbers = pointer.f64
      for index in 0..<count { numbers[index] = Double(Float(numbers[index])) }
    default: break
    }
  }

  static func needsRounding(_ dtype: DType, _ scalar: Scalar) -> Bool {
    switch dtype {
    case .float16, .bfloat16: true
    case .float32: scalar == .double
    default: false
    }
  }

  // MARK: Reading and writing

  private func fill(_ value: Value, with number: Double) {
    let count = value.shape.count
    let elements = [Double](repeating: value.dtype.rounded(number), count: count)
    Memory.store(elements, to: address(of: value.id).base, program.scalar)
  }

  static func store(_ elements: [Double], to target: UnsafeMutableRawPointer, _ scalar: Scalar) {
    switch scalar {
    case .single:
      let numbers = target.f32
      for (index, element) in elements.enumerated() { numbers[index] = Float(element) }
    case .double:
      let numbers = target.f64
      for (index, element) in elements.enumerated() { numbers[index] = element }
    }
  }

  /// Numbers at any address.
  static func load(
    _ source: UnsafeRawPointer, _ count: Int, _ scalar: Scalar
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = count
      switch scalar {
      case .single: ks_f32_to_f64(source, buffer.baseAddress, count)
      case .double:
        UnsafeMutableRawBufferPointer(buffer)
          .copyMemory(from: UnsafeRawBufferPointer(start: source, count: count * 8))
      }
    }
  }

  /// One sample's numbers of a value in the given timesteps of the loops around it.
  public func read(_ value: Value, at steps: [Int] = [], sample: Int) throws -> Tensor {
    let count = value.shape.count
    let source: UnsafeRawPointer
    if value.role == .weight {
      source = try weight(value.id, .anywhere)
    } else {
      let place = UnsafeRawPointer(pointer(value.id, Memory.strides(steps)))
      source = value.isBatched ? place + sample * count * program.scalar.byteSize : place
    }
    return Tensor(value.shape, value.dtype, Memory.load(source, count, program.scalar))
  }

  /// One element of a value, as `read` gives it among the others.
  public func number(
    _ value: Value, _ element: Int, at steps: [Int] = [], sample: Int
  ) throws -> Double? {
    let count = value.shape.count
    guard (0..<count).contains(element) else { return nil }
    let bytes = program.scalar.byteSize
    let source: UnsafeRawPointer
    if value.role == .weight {
      source = try weight(value.id, .anywhere)
    } else {
      let place = UnsafeRawPointer(pointer(value.id, Memory.strides(steps)))
      source = value.isBatched ? place + sample * count * bytes : place
    }
    return Memory.load(source + element * bytes, 1, program.scalar).first
  }

  /// Sets a value for one sample in the given timesteps, or a weight.
  public func write(_ tensor: Tensor, to value: Value, at steps: [Int] = [], sample: Int) {
    let elements = tensor.cast(to: value.dtype).elements
    if value.role == .weight { return replaceWeight(value.id, with: elements) }
    let place = pointer(value.id, Memory.strides(steps))
    let offset = value.isBatched ? sample * value.shape.count * program.scalar.byteSize : 0
    Memory.store(elements, to: place + offset, program.scalar)
  }

  /// Checks that the files in which weights are read are as they were opened: memory that is mapped
  /// from a file is gone when the file is cut short.
  public func verifyWeights() throws {
    for source in inPlace.values { try source.verify() }
  }
}
