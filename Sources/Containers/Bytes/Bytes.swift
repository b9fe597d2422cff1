/// A run of bytes: a slice of a file or of memory, which it keeps alive.
///
/// A copy costs a reference. The first byte may lie at any address, aligned or not.
package struct Bytes: Sendable {
  private let storage: ByteStorage
  private let start: Int
  package let count: Int

  private init(storage: ByteStorage, start: Int, count: Int) {
    self.storage = storage
    self.start = start
    self.count = count
  }

  init(_ storage: ByteStorage) {
    self.init(storage: storage, start: 0, count: storage.count)
  }

  package init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { Bytes(copying: $0) }
  }

  package init(copying memory: UnsafeRawBufferPointer) {
    let storage = ByteStorage.filled(memory.count) { $0.copyMemory(from: memory) }
    guard let storage else { preconditionFailure("no memory for \(memory.count) bytes") }
    self.init(storage)
  }

  /// Memory of `count` zero bytes that `fill` writes to.
  init(
    count: Int, file: String, place: String,
    fill: (UnsafeMutableRawBufferPointer) throws(ContainerError) -> Void
  ) throws(ContainerError) {
    guard let storage = try ByteStorage.filled(count, by: fill) else {
      throw ContainerError(
        .unreadable, file: file, place: place, expected: "memory for \(count) bytes",
        found: "that the system has not that much to give")
    }
    self.init(storage)
  }

  /// Whether the bytes are still those that were opened; a mapped file may be cut short or written to.
  ///
  /// Ask after reading: what was read counts if they still are.
  package var isIntact: Bool { storage.isIntact }

  /// Where the first byte lies, which it does as long as these bytes, or a copy, are held.
  ///
  /// For whoever keeps an address: keep the bytes beside it. Others take `withUnsafeBytes`.
  package var address: UnsafeRawPointer { storage.base + start }

  /// These bytes where nobody else can change them: in place, or copied out of a mapped file.
  ///
  /// For what is read twice, a length and then what has this length, and must be the same both times.
  var settled: Bytes {
    storage.isMapped ? withUnsafeBytes { Bytes(copying: $0) } : self
  }

  /// The byte at `offset`, which must be inside.
  package subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count, "byte \(offset) of \(count)")
    return storage.base.load(fromByteOffset: start + offset, as: UInt8.self)
  }

  /// The `count` bytes from `offset`, in place; `nil` when not all of them are inside.
  package func slice(_ offset: Int, count: Int) -> Bytes? {
    guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else {
      return nil
    }
    return Bytes(storage: storage, start: start + offset, count: count)
  }

  func slice(_ range: Range<Int>) -> Bytes? { slice(range.lowerBound, count: range.count) }

  /// The little-endian integer at `offset`, `nil` when not all of it is inside.
  func load<Integer: FixedWidthInteger & BitwiseCopyable>(
    _: Integer.Type, at offset: Int
  ) -> Integer? {
    guard offset >= 0, offset <= count - MemoryLayout<Integer>.size else { return nil }
    let value = storage.base.loadUnaligned(fromByteOffset: start + offset, as: Integer.self)
    return Integer(littleEndian: value)
  }

  /// Calls `body` with the bytes; the pointer is valid during the call.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeRawBufferPointer(start: storage.base + start, count: count))
  }
}

extension Bytes {
  /// A copy as an array.
  package var array: [UInt8] { withUnsafeBytes { Array($0) } }

  /// The bytes as UTF-8 text; what is not UTF-8 becomes U+FFFD.
  package var text: String { settled.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }

  /// The text before the first zero byte, or all of it.
  var zeroTerminatedText: String {
    settled.withUnsafeBytes { memory in
      let end = memory.firstIndex(of: 0) ?? memory.endIndex
      return String(decoding: UnsafeRawBufferPointer(rebasing: memory[..<end]), as: UTF8.self)
    }
  }

  /// A copy of the first bytes, `length` of them or all.
  func prefix(_ length: Int) -> [UInt8] { slice(0, count: min(length, count))?.array ?? [] }
}
