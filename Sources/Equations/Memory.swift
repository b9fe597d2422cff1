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
/// all samples is contiguous. This file and `Engine.swift` are where the program's raw memory is
/// touched.
public final class Memory {
  public let program: Program
  /// How many samples lie side by side.
  public let samples: Int
  let arena: UnsafeMutableRawPointer
  private let byteCount: Int
  /// Where each storage starts in the arena.
  private let offsets: [Int]
  /// Bytes between neighbours along the loops around each storage.
  private let strides: [Strides]
  private var weights: [Int: UnsafeRawPointer] = [:]
  private var ownedWeights: [UnsafeMutableRawPointer] = []

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
    let byteCount = max(total, 64)
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | Memory.reserveNothing
    let map = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let map, map != MAP_FAILED else { throw TooLarge(bytes: byteCount, limit: limit) }
    self.offsets = offsets
    self.strides = strides
    self.byteCount = byteCount
    arena = map
    for (value, number) in program.numbers { fill(program.values[value], with: number) }
  }

  deinit {
    munmap(arena, byteCount)
    for pointer in ownedWeights { pointer.deallocate() }
  }

  #if canImport(Darwin)
    private static let reserveNothing: Int32 = 0
  #else
    private static let reserveNothing = Int32(MAP_NORESERVE)
  #endif

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
    let address = address(of: value)
    return address.base + (address.strides &* steps).wrappedSum()
  }

  static func strides(_ steps: [Int]) -> Strides {
    var result = Strides()
    for (depth, step) in steps.prefix(4).enumerated() { result[depth] = step }
    return result
  }

  // MARK: Weights

  /// The numbers of a weight, fetched from the file when they are first used.
  func weight(_ value: Int) throws -> UnsafeRawPointer {
    if let known = weights[value] { return known }
    guard let use = program.weights.first(where: { $0.value == value }) else {
      return UnsafeRawPointer(arena)
    }
    let dtype = program.values[value].dtype
    try use.source.verify()
    if let pointer = use.source.inPlace(program.scalar, dtype) {
      weights[value] = pointer
      return pointer
    }
    let bytes = max(use.source.shape.count * program.scalar.byteSize, 1)
    let copy = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    ownedWeights.append(copy)
    try use.source.write(to: copy, program.scalar)
    Memory.round(copy, use.source.shape.count, to: dtype, program.scalar)
    weights[value] = UnsafeRawPointer(copy)
    return UnsafeRawPointer(copy)
  }

  /// Replaces a weight's numbers for this run; the file stays as it is.
  func replaceWeight(_ value: Int, with elements: [Double]) {
    let copy = UnsafeMutableRawPointer.allocate(
      byteCount: max(elements.count * program.scalar.byteSize, 1), alignment: 64)
    ownedWeights.append(copy)
    Memory.store(elements, to: copy, program.scalar)
    weights[value] = UnsafeRawPointer(copy)
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

  static func load(
    _ source: UnsafeRawPointer, _ count: Int, _ scalar: Scalar
  ) -> [Double] {
    switch scalar {
    case .single: (0..<count).map { Double(source.f32[$0]) }
    case .double: (0..<count).map { source.f64[$0] }
    }
  }

  /// One sample's numbers of a value in the given timesteps of the loops around it.
  public func read(_ value: Value, at steps: [Int] = [], sample: Int) throws -> Tensor {
    let count = value.shape.count
    let source: UnsafeRawPointer
    if value.role == .weight {
      source = try weight(value.id)
    } else {
      let place = UnsafeRawPointer(pointer(value.id, Memory.strides(steps)))
      source = value.isBatched ? place + sample * count * program.scalar.byteSize : place
    }
    return Tensor(value.shape, value.dtype, Memory.load(source, count, program.scalar))
  }

  /// Sets a value for one sample in the given timesteps, or a weight.
  public func write(_ tensor: Tensor, to value: Value, at steps: [Int] = [], sample: Int) {
    let elements = tensor.cast(to: value.dtype).elements
    if value.role == .weight { return replaceWeight(value.id, with: elements) }
    let place = pointer(value.id, Memory.strides(steps))
    let offset = value.isBatched ? sample * value.shape.count * program.scalar.byteSize : 0
    Memory.store(elements, to: place + offset, program.scalar)
  }

  /// Checks that the files which weights are read from are as they were opened.
  public func verifyWeights() throws {
    for use in program.weights { try use.source.verify() }
  }
}
