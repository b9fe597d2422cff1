/// The bodies of the messages of object headers.
enum HDF5Messages {
  /// The shape.
  static func dataspace(_ shape: [Int]) -> [UInt8] {
    var bytes: [UInt8] = [1, UInt8(shape.count), 0, 0, 0, 0, 0, 0]
    for length in shape { bytes.append(number: UInt64(length)) }
    return bytes
  }

  /// The kind of one element; Keras' bfloat16 is two bytes without a meaning.
  static func datatype(_ element: ElementType, isBigEndian: Bool) -> [UInt8] {
    let order: UInt8 = isBigEndian ? 1 : 0
    switch element {
    case .bool:
      return [0x18, 2, 0, 0, 1, 0, 0, 0] + integer(1, isSigned: true, order)
        + Array("FALSE\0\0\0TRUE\0\0\0\0".utf8) + [0, 1]
    case .int8, .int16, .int32, .int64:
      return integer(element.byteSize, isSigned: true, order)
    case .uint8, .uint16, .uint32, .uint64:
      return integer(element.byteSize, isSigned: false, order)
    case .float16: return float(2, order, exponent: 10, 5, bias: 15)
    case .float32: return float(4, order, exponent: 23, 8, bias: 127)
    case .float64: return float(8, order, exponent: 52, 11, bias: 1023)
    case .bfloat16: return [0x15, 8, 0, 0, 2, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
    case .string(.variable):
      return [0x19, 1, 1, 0, 16, 0, 0, 0] + text(size: 1, padding: 0)
    case .string(.fixed(let size, let isSpaced)): return text(size: size, padding: isSpaced ? 2 : 1)
    case .string(.utf32(let count)): return text(size: 4 * count, padding: 1)
    }
  }

  private static func integer(_ size: Int, isSigned: Bool, _ order: UInt8) -> [UInt8] {
    [0x10, order | (isSigned ? 8 : 0), 0, 0, UInt8(size), 0, 0, 0, 0, 0, UInt8(8 * size), 0]
  }

  /// IEEE 754: the exponent above the mantissa, the sign above both.
  private static func float(
    _ size: Int, _ order: UInt8, exponent position: UInt8, _ width: UInt8, bias: UInt32
  ) -> [UInt8] {
    let bits = UInt8(8 * size)
    return [0x11, 0x20 | order, bits - 1, 0, UInt8(size), 0, 0, 0, 0, 0, bits, 0]
      + [position, width, 0, position] + bias.bytes
  }

  private static func text(size: Int, padding: UInt8) -> [UInt8] {
    [0x13, padding, 0, 0] + UInt32(size).bytes
  }

  /// What stands for values that were never written; nothing means zero.
  static func fillValue(_ bytes: [UInt8]?) -> [UInt8] {
    [2, 3, 2, 1] + UInt32(bytes?.count ?? 0).bytes + (bytes ?? [])
  }

  /// A named value of an object.
  static func attribute(_ name: String, _ values: HDF5Values, content: [UInt8]) -> [UInt8] {
    let name = Array(name.utf8) + [0]
    let type = datatype(values.element, isBigEndian: values.isBigEndian)
    let space = dataspace(values.shape)
    var bytes: [UInt8] = [1, 0]
    for part in [name, type, space] { bytes.append(number: UInt16(part.count)) }
    return bytes + name.padded + type.padded + space.padded + content
  }

  /// Values in one run.
  static func plain(at address: UInt64, count: Int) -> [UInt8] {
    [3, 1] + address.bytes + UInt64(count).bytes
  }

  /// Values in chunks of a shape.
  static func chunked(tree address: UInt64, shape: [Int], elementSize: Int) -> [UInt8] {
    [3, 2, UInt8(shape.count + 1)] + address.bytes
      + (shape + [elementSize]).flatMap { UInt32($0).bytes }
  }
}

extension FixedWidthInteger where Self: BitwiseCopyable {
  /// Little endian.
  var bytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}

extension [UInt8] {
  package mutating func append(number: some FixedWidthInteger & BitwiseCopyable) {
    self += number.bytes
  }

  mutating func replace(at place: Int, with bytes: [UInt8]) {
    replaceSubrange(place..<place + bytes.count, with: bytes)
  }

  /// With zeros up to a multiple of 8.
  var padded: [UInt8] { self + [UInt8](repeating: 0, count: -count & 7) }
}
