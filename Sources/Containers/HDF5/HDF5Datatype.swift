/// The type of an element, as a datatype message describes it.
struct HDF5Datatype {
  enum Element: Equatable {
    case known(ElementType)
    /// Bytes without a meaning of their own; an attribute may give them one.
    case opaque(byteCount: Int)
  }

  let element: Element
  let isBigEndian: Bool

  /// Reads the classes that Keras and h5py write and refuses the others by name.
  init(_ cursor: inout Cursor, _ image: HDF5Image) throws(ContainerError) {
    let head = try cursor.uint8()
    let bits = try cursor.uint8() | cursor.uint8() << 8 | cursor.uint8() << 16
    let size = try cursor.uint32()
    guard (1...4).contains(head >> 4) else {
      throw cursor.unsupported("a datatype of version 1 to 4", "\(head >> 4)")
    }
    let isBigEndian = bits & 1 != 0
    switch head & 0x0F {
    case 0: self.init(.known(try Self.integer(&cursor, size, bits)), isBigEndian)
    case 1: self.init(.known(try Self.float(&cursor, size, bits)), isBigEndian)
    case 3: self.init(.known(.string(.fixed(byteCount: size, spacePadded: bits & 0x0F == 2))))
    case 5: self.init(.opaque(byteCount: size))
    case 8: try self.init(enumeration: &cursor, memberCount: bits & 0xFFFF, version: head >> 4)
    case 9:
      guard bits & 0x0F == 1 else {
        throw cursor.unsupported("numbers or strings", "sequences of variable length")
      }
      let reference = 4 + image.superblock.offsetSize + 4
      guard size == reference else {
        throw cursor.damaged("\(reference) bytes a string", "\(size)")
      }
      self.init(.known(.string(.variable(referenceSize: size))))
    case let other: throw cursor.unsupported("numbers or strings", Self.name(ofClass: other))
    }
  }

  private init(_ element: Element, _ isBigEndian: Bool = false) {
    self.element = element
    self.isBigEndian = isBigEndian
  }

  private static func integer(
    _ cursor: inout Cursor, _ size: Int, _ bits: Int
  ) throws(ContainerError) -> ElementType {
    let offset = try cursor.uint16()
    let precision = try cursor.uint16()
    let isSigned = bits & 8 != 0
    guard offset == 0, precision == 8 * size else {
      throw cursor.unsupported("integers that fill their bytes", "\(precision) bits of \(8 * size)")
    }
    switch size {
    case 1: return isSigned ? .int8 : .uint8
    case 2: return isSigned ? .int16 : .uint16
    case 4: return isSigned ? .int32 : .uint32
    case 8: return isSigned ? .int64 : .uint64
    default: throw cursor.unsupported("integers of 1, 2, 4 or 8 bytes", "\(size)")
    }
  }

  private static func float(
    _ cursor: inout Cursor, _ size: Int, _ bits: Int
  ) throws(ContainerError) -> ElementType {
    let offset = try cursor.uint16()
    let precision = try cursor.uint16()
    let layout = [
      try cursor.uint8(), try cursor.uint8(), try cursor.uint8(), try cursor.uint8(),
      try cursor.uint32(),
    ]
    let sign = bits >> 8 & 0xFF
    // Exponent: position, size; mantissa: position, size; bias.
    let formats: [(ElementType, [Int])] = [
      (.float16, [10, 5, 0, 10, 15]), (.bfloat16, [7, 8, 0, 7, 127]),
      (.float32, [23, 8, 0, 23, 127]), (.float64, [52, 11, 0, 52, 1023]),
    ]
    let format = formats.first { type, expected in type.byteSize == size && expected == layout }
    guard let format, offset == 0, precision == 8 * size, sign == precision - 1, bits & 0x40 == 0
    else {
      throw cursor.unsupported(
        "floats of IEEE 754 with 2, 4 or 8 bytes", "\(size) bytes of another")
    }
    return format.0
  }

  /// An enumeration of one byte with the members FALSE and TRUE is how h5py stores booleans; others are integers.
  private init(
    enumeration cursor: inout Cursor, memberCount: Int, version: Int
  ) throws(ContainerError) {
    let head = try cursor.uint8()
    let bits = try cursor.uint8() | cursor.uint8() << 8 | cursor.uint8() << 16
    let size = try cursor.uint32()
    guard head & 0x0F == 0 else {
      throw cursor.unsupported("an enumeration of integers", Self.name(ofClass: head & 0x0F))
    }
    let base = try Self.integer(&cursor, size, bits)
    guard size == 1, memberCount == 2, try Self.areBooleans(&cursor, version) else {
      self.init(.known(base), bits & 1 != 0)
      return
    }
    self.init(.known(.bool))
  }

  private static func areBooleans(
    _ cursor: inout Cursor, _ version: Int
  ) throws(ContainerError) -> Bool {
    var names: [String] = []
    for _ in 0..<2 {
      let start = cursor.position
      let name = cursor.rest.zeroTerminatedText
      try cursor.skip(name.utf8.count + 1)
      if version < 3 { try cursor.align8(from: start) }
      names.append(name)
    }
    let values = [try cursor.uint8(), try cursor.uint8()]
    return names == ["FALSE", "TRUE"] && values == [0, 1]
  }

  private static func name(ofClass number: Int) -> String {
    let names = [
      2: "a date", 4: "bit fields", 6: "a compound datatype", 7: "references",
      10: "an array datatype", 11: "complex numbers",
    ]
    return names[number] ?? "datatype class \(number)"
  }
}
