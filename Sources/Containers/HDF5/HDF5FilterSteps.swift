/// The shuffle filter: byte k of every element, then byte k + 1 of every element.
enum Shuffle {
  static func undo(
    _ bytes: Bytes, elementSize size: Int, _ cursor: Cursor
  ) throws(ContainerError) -> Bytes {
    guard size > 1 else { return bytes }
    let count = bytes.count / size
    return try Bytes(count: bytes.count, file: cursor.file, place: cursor.structure) { target in
      bytes.withUnsafeBytes { source in
        for byte in 0..<size {
          let plane = byte * count
          for element in 0..<count {
            target[element * size + byte] = source[plane + element]
          }
        }
        for position in (count * size)..<source.count { target[position] = source[position] }
      }
    }
  }
}

/// The checksum that HDF5 appends to a chunk.
enum Fletcher32 {
  /// The bytes before the checksum, which must be theirs.
  static func strip(_ bytes: Bytes, _ cursor: Cursor) throws(ContainerError) -> Bytes {
    guard let content = bytes.slice(0, count: bytes.count - 4),
      let stored = bytes.load(UInt32.self, at: bytes.count - 4)
    else { throw cursor.damaged("a checksum of 4 bytes", "\(bytes.count) bytes") }
    let checksum = content.withUnsafeBytes { Self.checksum($0) }
    guard checksum == stored else { throw cursor.damaged("checksum \(stored)", "\(checksum)") }
    return content
  }

  /// Two sums of big-endian 16-bit words, modulo 65535; an odd last byte counts as the upper half.
  private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var (low, high): (UInt64, UInt64) = (0, 0)
    var position = 0
    while position < bytes.count {
      // The sums of 4096 words stay far below 2^64.
      let end = min(position + 8192, bytes.count)
      while position < end {
        let second = position + 1 < bytes.count ? UInt64(bytes[position + 1]) : 0
        low += UInt64(bytes[position]) << 8 | second
        high += low
        position += 2
      }
      low %= 65535
      high %= 65535
    }
    return UInt32(high << 16 | low)
  }
}
