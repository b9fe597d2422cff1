import Damage

/// Packs bytes as Snappy does: what was there before, four bytes or more, is a distance.
enum SnappyText {
  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var result = TableWriter.varint(bytes.count)
    var fresh: [UInt8] = []
    func flush() {
      for start in stride(from: 0, to: fresh.count, by: 60) {
        let piece = fresh[start..<min(start + 60, fresh.count)]
        result += [UInt8(piece.count - 1) << 2] + piece
      }
      fresh = []
    }
    var place = 0
    while place < bytes.count {
      if let (distance, length) = match(bytes, place) {
        flush()
        result += [UInt8(length - 1) << 2 | 2, UInt8(distance & 0xFF), UInt8(distance >> 8)]
        place += length
      } else {
        fresh.append(bytes[place])
        place += 1
      }
    }
    flush()
    return result
  }

  /// The longest piece in front of a place that repeats there, up to 64 bytes.
  private static func match(_ bytes: [UInt8], _ place: Int) -> (distance: Int, length: Int)? {
    var best: (distance: Int, length: Int)?
    for distance in 1..<max(min(place, 200) + 1, 1) {
      var length = 0
      while length < 64, place + length < bytes.count,
        bytes[place + length] == bytes[place + length - distance]
      { length += 1 }
      if length >= 4, length > best?.length ?? 0 { best = (distance, length) }
    }
    return best
  }
}
