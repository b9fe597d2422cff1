/// Data packed by Snappy: its length, then pieces that are new or were there before.
struct Snappy {
  private var cursor: Cursor
  private let count: Int

  /// No packed byte gives more: a piece of three bytes repeats 64 of those before it.
  private static let mostPerByte = 32

  private init(_ source: Bytes, file: String, place: String) throws(ContainerError) {
    cursor = try Cursor(source, file: file, structure: "\(place): Snappy data", start: 0)
    count = try cursor.count()
    guard count <= source.count * Snappy.mostPerByte else {
      throw cursor.error(
        .refused, "a length that \(source.count) packed bytes can give", "\(count)")
    }
  }

  /// The data unpacked; no memory is taken before its length is known to be possible.
  static func unpacked(
    _ source: Bytes, file: String, place: String
  ) throws(ContainerError) -> Bytes {
    var reader = try Snappy(source.settled, file: file, place: place)
    return try Bytes(count: reader.count, file: file, place: place) {
      memory throws(ContainerError) in
      try reader.unpack(into: memory)
    }
  }

  private mutating func unpack(
    into target: UnsafeMutableRawBufferPointer
  ) throws(ContainerError) {
    var written = 0
    while cursor.remaining > 0 {
      let tag = try cursor.uint8()
      switch tag & 3 {
      case 0:
        let length = try literalLength(tag)
        try room(for: length, written)
        let piece = try cursor.slice(length)
        let place = UnsafeMutableRawBufferPointer(rebasing: target[written..<written + length])
        piece.withUnsafeBytes { place.copyMemory(from: $0) }
        written += length
      case 1:
        try copy(4 + tag >> 2 & 7, from: (tag >> 5) << 8 | cursor.uint8(), target, &written)
      case 2: try copy(1 + tag >> 2, from: cursor.uint16(), target, &written)
      default: try copy(1 + tag >> 2, from: cursor.uint32(), target, &written)
      }
    }
    guard written == count else {
      throw cursor.damaged("data that unpack to \(count) bytes", "\(written)")
    }
  }

  /// How long a piece of new bytes is: in its tag, or in one to four bytes behind it.
  private mutating func literalLength(_ tag: Int) throws(ContainerError) -> Int {
    let code = tag >> 2
    guard code >= 60 else { return code + 1 }
    var length = 0
    for place in 0...(code - 60) { length |= (try cursor.uint8()) << (8 * place) }
    return length + 1
  }

  /// Repeats bytes that were written before, byte for byte, for the piece may reach into itself.
  private func copy(
    _ length: Int, from distance: Int, _ target: UnsafeMutableRawBufferPointer,
    _ written: inout Int
  ) throws(ContainerError) {
    try room(for: length, written)
    guard distance > 0, distance <= written else {
      throw cursor.damaged(
        "a piece that was there before", "one \(distance) bytes before byte \(written)")
    }
    for place in written..<written + length { target[place] = target[place - distance] }
    written += length
  }

  private func room(for length: Int, _ written: Int) throws(ContainerError) {
    guard length <= count - written else {
      throw cursor.damaged("data that unpack to \(count) bytes", "more")
    }
  }
}
