import CKernels
import Containers

/// An array of a file that cannot be used as numbers.
package struct NotNumbers: Reported, Sendable {
  package let file: String
  package let array: String
  package let found: String

  package var exitCode: Int32 { ExitStatus.unusableFile }

  package var message: String {
    "\(file): \(array.isEmpty ? "it" : array) holds \(found), expected numbers"
  }
}

/// Numbers of a file in the machine's format.
package enum StoredNumbers {
  /// Writes an array's numbers to memory, converted; throws when the file does not hold them.
  package static func write(
    _ array: StoredArray, to target: UnsafeMutableRawPointer, _ scalar: Scalar
  ) throws {
    try write(try array.bytes(), of: array, to: target, scalar)
  }

  /// The same with the array's bytes at hand, which count only if the file is as it was after they were read.
  static func write(
    _ stored: Bytes, of array: StoredArray, to target: UnsafeMutableRawPointer, _ scalar: Scalar
  ) throws {
    let bytes = array.isBigEndian ? swapped(stored, array.element.byteSize) : stored
    let count = Shape(array.shape).count
    guard bytes.count >= count * array.element.byteSize,
      let convert = conversion(array.element, scalar)
    else {
      throw NotNumbers(file: array.file, array: array.name, found: "\(array.element)")
    }
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, count > 0 else { return }
      convert(start, target, count)
    }
    try array.verify()
  }

  /// Throws where a whole number of the file is not the one that a double came to.
  static func requireExact(_ array: StoredArray, _ elements: [Double]) throws {
    guard array.element == .int64 || array.element == .uint64,
      elements.contains(where: { abs($0) >= largestInteger })
    else { return }
    let stored = try array.bytes()
    let bytes = array.isBigEndian ? swapped(stored, 8) : stored
    let strange = bytes.withUnsafeBytes { memory in
      elements.indices.lazy.map { memory.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
        .map { array.element == .int64 ? Int64(bitPattern: $0).magnitude : $0 }
        .first { $0 > UInt64(largestInteger) }
    }
    guard let strange else { return }
    throw NotNumbers(
      file: array.file, array: array.name,
      found: "\(strange), where whole numbers above 2^53 are no longer exact")
  }

  /// 2⁵³: whole numbers up to here are exact in a double.
  private static let largestInteger = 9_007_199_254_740_992.0

  private static func swapped(_ bytes: Bytes, _ size: Int) -> Bytes {
    var copy = bytes.array
    let count = size > 0 ? copy.count / size : 0
    copy.withUnsafeMutableBytes { buffer in
      switch size {
      case 2: ks_swap_bytes_2(buffer.baseAddress, count)
      case 4: ks_swap_bytes_4(buffer.baseAddress, count)
      case 8: ks_swap_bytes_8(buffer.baseAddress, count)
      default: break
      }
    }
    return Bytes(copy)
  }

  private typealias Convert = (UnsafeRawPointer, UnsafeMutableRawPointer, Int) -> Void
  private typealias ToSingle = (UnsafeRawPointer?, UnsafeMutablePointer<Float>?, Int) -> Void
  private typealias ToDouble = (UnsafeRawPointer?, UnsafeMutablePointer<Double>?, Int) -> Void

  private static func conversion(_ element: ElementType, _ scalar: Scalar) -> Convert? {
    switch scalar {
    case .single:
      guard let convert = toSingle(element) else { return nil }
      return { convert($0, $1.assumingMemoryBound(to: Float.self), $2) }
    case .double:
      guard let convert = toDouble(element) else { return nil }
      return { convert($0, $1.assumingMemoryBound(to: Double.self), $2) }
    }
  }

  private static func toSingle(_ element: ElementType) -> ToSingle? {
    switch element {
    case .float16: ks_f16_to_f32
    case .bfloat16: ks_bf16_to_f32
    case .float32:
      { source, target, count in
        guard let source, let target else { return }
        UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * 4)
      }
    case .float64: ks_f64_to_f32
    case .int8: ks_i8_to_f32
    case .int16: ks_i16_to_f32
    case .int32: ks_i32_to_f32
    case .int64: ks_i64_to_f32
    case .uint8, .bool: ks_u8_to_f32
    case .uint16: ks_u16_to_f32
    case .uint32: ks_u32_to_f32
    case .uint64: ks_u64_to_f32
    case .string: nil
    }
  }

  private static func toDouble(_ element: ElementType) -> ToDouble? {
    switch element {
    case .float16: ks_f16_to_f64
    case .bfloat16: ks_bf16_to_f64
    case .float32: ks_f32_to_f64
    case .float64:
      { source, target, count in
        guard let source, let target else { return }
        UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * 8)
      }
    case .int8: ks_i8_to_f64
    case .int16: ks_i16_to_f64
    case .int32: ks_i32_to_f64
    case .int64: ks_i64_to_f64
    case .uint8, .bool: ks_u8_to_f64
    case .uint16: ks_u16_to_f64
    case .uint32: ks_u32_to_f64
    case .uint64: ks_u64_to_f64
    case .string: nil
    }
  }
}

extension Tensor {
  /// Text of a file; bytes that are no UTF-8 are refused.
  private init(texts array: StoredArray, _ shape: Shape) throws {
    guard shape.checkedCount != nil else {
      throw NotNumbers(file: array.file, array: array.name, found: "\(array.element)")
    }
    let texts = try array.strings()
    guard texts.count == shape.count, !texts.contains(where: { $0.contains("\u{FFFD}") }) else {
      throw NotNumbers(file: array.file, array: array.name, found: "bytes that are no text")
    }
    self.init(shape, texts: texts)
  }

  /// The array of a file; throws when it holds neither numbers nor text, or more than may be read.
  package init(_ array: StoredArray) throws {
    let shape = Shape(array.shape)
    if case .string = array.element {
      self = try Tensor(texts: array, shape)
      return
    }
    guard let dtype = DType(array.element), shape.checkedCount != nil else {
      throw NotNumbers(file: array.file, array: array.name, found: "\(array.element)")
    }
    // Reading first makes sure that the file holds that many before memory is taken for them.
    let bytes = try array.bytes()
    var elements = [Double](repeating: 0, count: shape.count)
    try elements.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      try StoredNumbers.write(bytes, of: array, to: start, .double)
    }
    if dtype == .bool { elements = elements.map { $0 == 0 ? 0 : 1 } }
    try StoredNumbers.requireExact(array, elements)
    self.init(shape, dtype, elements)
  }
}

extension DType {
  /// The number format of a file's elements; nil for text.
  package init?(_ element: ElementType) {
    switch element {
    case .bool: self = .bool
    case .int8: self = .int8
    case .int16: self = .int16
    case .int32: self = .int32
    case .int64: self = .int64
    case .uint8: self = .uint8
    case .uint16: self = .uint16
    case .uint32: self = .uint32
    case .uint64: self = .uint64
    case .float16: self = .float16
    case .bfloat16: self = .bfloat16
    case .float32: self = .float32
    case .float64: self = .float64
    case .string: return nil
    }
  }
}
