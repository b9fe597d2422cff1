/// Castagnoli's checksum, as the tables and tensors of TensorFlow's checkpoints have it.
package enum CRC32C {
  /// The checksum of bytes, eight at a time.
  package static func checksum(_ bytes: UnsafeRawBufferPointer, continuing start: UInt32 = 0)
    -> UInt32
  {
    tables.withUnsafeBufferPointer { table in
      var sum = ~start
      var offset = 0
      while bytes.count - offset >= 8 {
        let word = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let low = UInt32(truncatingIfNeeded: word) ^ sum
        let high = UInt32(truncatingIfNeeded: word >> 32)
        sum =
          table[0x700 + Int(low & 0xFF)] ^ table[0x600 + Int(low >> 8 & 0xFF)]
          ^ table[0x500 + Int(low >> 16 & 0xFF)] ^ table[0x400 + Int(low >> 24)]
          ^ table[0x300 + Int(high & 0xFF)] ^ table[0x200 + Int(high >> 8 & 0xFF)]
          ^ table[0x100 + Int(high >> 16 & 0xFF)] ^ table[Int(high >> 24)]
        offset += 8
      }
      for byte in bytes[offset...] {
        sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8
      }
      return ~sum
    }
  }

  /// The checksum of bytes that may be many: between stretches of 16 MB it is asked whether to end.
  static func checksum(
    _ bytes: Bytes, continuing start: UInt32 = 0, file: String, place: String
  ) throws(ContainerError) -> UInt32 {
    var sum = start
    let stretch = 16 << 20
    for offset in stride(from: 0, to: bytes.count, by: stretch) {
      if offset > 0 { try ContainerError.refuseInterrupted(file, place) }
      let part = bytes.slice(offset, count: min(stretch, bytes.count - offset))
      sum = part?.withUnsafeBytes { checksum($0, continuing: sum) } ?? sum
    }
    return sum
  }

  /// The checksum as it is kept beside what it is of: turned and moved, so that the checksum of a checksum is sound.
  package static func masked(_ sum: UInt32) -> UInt32 { (sum >> 15 | sum << 17) &+ 0xA282_EAD8 }

  /// Eight tables: what a byte does to the checksum, and what it does with 1 to 7 zero bytes behind it.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var sum = UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0x82F6_3B78 : sum >> 1 }
      tables[byte] = sum
    }
    for index in 256..<tables.count {
      let before = tables[index - 256]
      tables[index] = tables[Int(before & 0xFF)] ^ before >> 8
    }
    return tables
  }()
}
