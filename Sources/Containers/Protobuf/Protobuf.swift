/// A message of Protocol Buffers: fields, each a number and a value, read one after the other.
///
/// What a field means is not in the message: whoever reads it knows the numbers. Fields that nobody asks for are passed
/// over, as newer programs write them.
package struct Protobuf: Sendable {
  private var cursor: Cursor

  /// `structure` names the message in errors: `SavedMetadata`.
  package init(_ bytes: Bytes, file: String, structure: String) throws(ContainerError) {
    cursor = try Cursor(bytes, file: file, structure: structure, start: 0)
  }

  /// A field as it lies in the message.
  package struct Field: Sendable {
    package let number: Int
    package let value: Value
  }

  /// What a field holds, by the four kinds that there are.
  package enum Value: Sendable {
    case varint(UInt64)
    case fixed64(UInt64)
    case bytes(Bytes)
    case fixed32(UInt32)
  }

  /// The next field; nil at the end.
  package mutating func next() throws(ContainerError) -> Field? {
    guard cursor.remaining > 0 else { return nil }
    let key = try cursor.varint()
    guard let number = Int(exactly: key >> 3), number > 0, number < 1 << 29 else {
      throw cursor.damaged("the number of a field", "\(key >> 3)")
    }
    switch key & 7 {
    case 0: return Field(number: number, value: .varint(try cursor.varint()))
    case 1: return Field(number: number, value: .fixed64(try cursor.load(UInt64.self)))
    case 2:
      guard let count = Int(exactly: try cursor.varint()) else {
        throw cursor.damaged("a length inside the message", "one beyond 2^63")
      }
      return Field(number: number, value: .bytes(try cursor.slice(count)))
    case 5: return Field(number: number, value: .fixed32(try cursor.load(UInt32.self)))
    default: throw cursor.damaged("a kind of field (0, 1, 2 or 5)", "\(key & 7)")
    }
  }

  /// What is wrong with a field's value, for whoever knows what it should be.
  package func damaged(_ expected: String, _ found: String) -> ContainerError {
    cursor.damaged(expected, found)
  }
}

extension Cursor {
  /// A number in groups of seven bits, the lowest first, at most 64 bits of it.
  mutating func varint() throws(ContainerError) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      let byte = UInt64(try uint8())
      guard shift < 63 || byte <= 1 else { break }
      number |= (byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    throw damaged("a number of at most 64 bits at byte \(position)", "a longer one")
  }

  /// Such a number that must fit `Int`.
  mutating func count() throws(ContainerError) -> Int {
    let number = try varint()
    guard let count = Int(exactly: number) else {
      throw damaged("a number below 2^63", "\(number)")
    }
    return count
  }
}

extension Protobuf.Value {
  /// The number of a field that is one; as `Int` the 64 bits are taken with their sign.
  package var int: Int? {
    if case .varint(let bits) = self { Int(Int64(bitPattern: bits)) } else { nil }
  }

  /// The bytes of a field that has some: those of a message, a text or packed numbers.
  package var bytes: Bytes? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }

  package var text: String? { bytes?.text }

  var fixed32: UInt32? {
    if case .fixed32(let bits) = self { bits } else { nil }
  }
}
