/// A block of a table: entries whose keys say how much they share with the key before, then numbers by which one
/// finds some of them, which nobody needs who reads them all.
struct SSTableBlock {
  private var cursor: Cursor
  private let end: Int

  init(_ content: Cursor) throws(ContainerError) {
    cursor = content
    let bytes = content.bytes
    var tail = try Cursor(
      bytes, file: content.file, structure: content.structure, start: max(0, bytes.count - 4))
    let restarts = try tail.uint32()
    guard restarts <= (bytes.count - 4) / 4 else {
      throw content.damaged("at most \((bytes.count - 4) / 4) restarts", "\(restarts)")
    }
    end = bytes.count - 4 - 4 * restarts
  }

  /// All entries; their keys together may have `limit` bytes.
  func entries(limit: Int) throws(ContainerError) -> [(key: [UInt8], value: Bytes)] {
    var cursor = cursor
    var entries: [(key: [UInt8], value: Bytes)] = []
    var key: [UInt8] = []
    var sum = 0
    while cursor.position < end {
      if Interruption.isWished(at: entries.count) {
        try ContainerError.refuseInterrupted(cursor.file, cursor.structure)
      }
      let shared = try cursor.count()
      let added = try cursor.count()
      let length = try cursor.count()
      guard shared <= key.count else {
        throw cursor.damaged("a key that shares at most \(key.count) bytes", "\(shared)")
      }
      key.removeLast(key.count - shared)
      key += try cursor.slice(added).array
      sum += key.count
      guard sum <= limit else {
        throw cursor.error(.refused, "at most \(limit) bytes of keys", "more")
      }
      entries.append((key, try cursor.slice(length)))
    }
    guard cursor.position == end else {
      throw cursor.damaged("entries up to byte \(end)", "one that ends at byte \(cursor.position)")
    }
    return entries
  }
}
