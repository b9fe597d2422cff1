import CZlib

/// Deflated data, unpacked with zlib.
enum Inflate {
  /// The frame around the deflated data, as zlib counts its window.
  enum Frame: Int32 {
    case zlib = 15
    /// None, as in ZIP.
    case raw = -15
  }

  /// Unpacks `source`, which must give exactly as many bytes as `target` has; false otherwise, and when it is not wanted
  /// any more, which the caller asks then.
  static func unpack(
    _ source: Bytes, _ frame: Frame, into target: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, frame.rawValue, ZLIB_VERSION, size) == Z_OK else { return false }
    defer { inflateEnd(&stream) }
    return source.withUnsafeBytes { source in
      unpack(source.bindMemory(to: UInt8.self), target.bindMemory(to: UInt8.self), &stream)
    }
  }

  /// Feeds zlib in pieces, since it counts in 32 bits, and asks between them whether to end.
  private static func unpack(
    _ source: UnsafeBufferPointer<UInt8>, _ target: UnsafeMutableBufferPointer<UInt8>,
    _ stream: inout z_stream
  ) -> Bool {
    let piece = 1 << 24
    var (read, written) = (0, 0)
    while true {
      if written > 0, Interruption.isWished() { return false }
      let input = UnsafeMutableBufferPointer(
        mutating: UnsafeBufferPointer(rebasing: source[read..<min(source.count, read + piece)]))
      let output = UnsafeMutableBufferPointer(
        rebasing: target[written..<min(target.count, written + piece)])
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      let consumed = input.count - Int(stream.avail_in)
      let produced = output.count - Int(stream.avail_out)
      read += consumed
      written += produced
      if status == Z_STREAM_END { return written == target.count }
      guard status == Z_OK, consumed + produced > 0 else { return false }
    }
  }
}

/// The checksum of ZIP.
package enum CRC32 {
  package static func checksum(
    _ bytes: UnsafeRawBufferPointer, continuing start: UInt = 0
  ) -> UInt32 {
    UInt32(
      truncatingIfNeeded: crc32_z(
        CUnsignedLong(start), bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
  }
}
