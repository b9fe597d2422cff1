/// An entry of an index that is one text: its length, the length's checksum, its bytes.
struct BundleText {
  let bytes: Bytes

  init(_ stored: Bytes, _ entry: BundleEntry, file: String) throws(ContainerError) {
    let place = "graph of the objects"
    let stored = stored.settled
    var cursor = try Cursor(stored, file: file, structure: place, start: 0)
    guard entry.format == "string", entry.shape.isEmpty else {
      throw cursor.damaged("one text", "\(entry.format) of shape \(entry.shape)")
    }
    let count = try cursor.count()
    let lengths = BundleText.checksum(ofLength: count)
    let position = cursor.position
    let kept = try cursor.load(UInt32.self)
    bytes = try cursor.slice(count)
    guard cursor.remaining == 0 else {
      throw cursor.damaged("a text of \(count) bytes", "\(count + cursor.remaining)")
    }
    guard kept == CRC32C.masked(lengths) else {
      throw cursor.damaged("checksum \(kept) of its length", "\(CRC32C.masked(lengths))")
    }
    let rest = stored.slice(position, count: stored.count - position) ?? bytes
    let sum = CRC32C.masked(
      try CRC32C.checksum(rest, continuing: lengths, file: file, place: place))
    guard sum == entry.checksum else {
      throw cursor.damaged("checksum \(entry.checksum)", "\(sum)")
    }
  }

  /// The checksum of a length as a number of four bytes, or of eight where four are too few.
  private static func checksum(ofLength count: Int) -> UInt32 {
    let bytes = count <= Int(UInt32.max) ? 4 : 8
    return withUnsafeBytes(of: UInt64(count).littleEndian) {
      CRC32C.checksum(UnsafeRawBufferPointer(rebasing: $0.prefix(bytes)))
    }
  }
}
