/// A position in one structure of a file: reads little-endian numbers and never leaves the structure.
struct Cursor {
  let bytes: Bytes
  let file: String
  /// What is being read, for messages: `object header`.
  let structure: String
  /// Where the structure begins.
  let start: Int
  private(set) var position: Int
  private let end: Int

  /// A cursor over `count` bytes from `start`, or over all that follow.
  init(
    _ bytes: Bytes, file: String, structure: String, start: Int, count: Int? = nil
  ) throws(ContainerError) {
    let last = count.map { Checked.sum(start, $0) } ?? bytes.count
    guard start >= 0, start <= bytes.count, let last, last >= start, last <= bytes.count else {
      throw ContainerError(
        .damaged, file: file, place: "\(structure) at byte \(start)",
        expected: "\(count.map { "\($0) bytes" } ?? "a position") inside the file",
        found: "that it has \(bytes.count) bytes")
    }
    (self.bytes, self.file, self.structure, self.start) = (bytes, file, structure, start)
    (position, end) = (start, last)
  }

  var remaining: Int { end - position }

  mutating func uint8() throws(ContainerError) -> Int { Int(try load(UInt8.self)) }
  mutating func uint16() throws(ContainerError) -> Int { Int(try load(UInt16.self)) }
  mutating func uint32() throws(ContainerError) -> Int { Int(try load(UInt32.self)) }

  /// A number of 8 bytes that must fit `Int`.
  mutating func uint64() throws(ContainerError) -> Int {
    let value = try load(UInt64.self)
    guard let number = Int(exactly: value) else {
      throw damaged("a number below 2^63", "\(value)")
    }
    return number
  }

  mutating func load<Integer: FixedWidthInteger & BitwiseCopyable>(
    _ type: Integer.Type
  ) throws(ContainerError) -> Integer {
    let size = MemoryLayout<Integer>.size
    guard size <= remaining, let value = bytes.load(type, at: position) else {
      throw damaged("\(size) more bytes at byte \(position)", "\(remaining)")
    }
    position += size
    return value
  }

  mutating func skip(_ count: Int) throws(ContainerError) {
    guard count >= 0, count <= remaining else {
      throw damaged("\(count) more bytes at byte \(position)", "\(remaining)")
    }
    position += count
  }

  /// The next `count` bytes, in place.
  mutating func slice(_ count: Int) throws(ContainerError) -> Bytes {
    let from = position
    try skip(count)
    guard let slice = bytes.slice(from, count: count) else {
      throw damaged("\(count) more bytes at byte \(from)", "\(remaining)")
    }
    return slice
  }

  /// Skips to the next multiple of 8 bytes counted from `origin`, or to the end.
  mutating func align8(from origin: Int) throws(ContainerError) {
    let padding = (8 - (position - origin) % 8) % 8
    try skip(min(padding, remaining))
  }

  /// Reads the four letters that a structure begins with.
  mutating func signature(_ letters: StaticString) throws(ContainerError) {
    let found = try slice(letters.utf8CodeUnitCount)
    let matches = found.withUnsafeBytes { found in
      letters.withUTF8Buffer { $0.elementsEqual(found) }
    }
    if !matches { throw damaged("the signature \(letters)", found.quoted) }
  }

  func damaged(_ expected: String, _ found: String) -> ContainerError {
    error(.damaged, expected, found)
  }

  func unsupported(_ expected: String, _ found: String) -> ContainerError {
    error(.unsupported, expected, found)
  }

  func error(_ kind: ContainerError.Kind, _ expected: String, _ found: String) -> ContainerError {
    ContainerError(kind, file: file, place: place, expected: expected, found: found)
  }

  /// The structure and its position, for messages.
  var place: String { "\(structure) at byte \(start)" }
}

extension Bytes {
  /// The bytes for a message: printable ones as they are, others as dots.
  fileprivate var quoted: String {
    let shown = array.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "·" }
    return "\"\(String(shown))\""
  }
}
