/// A sorted table of LevelDB's kind: blocks of keys and values, and a block that says where they lie.
///
/// Each block has a checksum behind it; a damaged one is refused with its place. Blocks lie one behind the other, so none
/// is read twice, and keys grow, so none stands twice.
struct SSTable {
  let name: String
  /// The keys in their order, with what they stand for.
  private(set) var entries: [(key: String, value: Bytes)] = []
  private let bytes: Bytes
  /// Blocks that were packed, all together, and keys, which are kept as what they add to the one before.
  private var unfolded = 0
  private var lastKey: [UInt8]?

  private static let footer = 48
  private static let magic: [UInt8] = [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB]

  /// Whether bytes end like a table.
  static func isPresent(in bytes: Bytes) -> Bool {
    bytes.slice(bytes.count - magic.count, count: magic.count)?.array == magic
  }

  init(_ bytes: Bytes, name: String) throws(ContainerError) {
    self.bytes = bytes.settled
    self.name = name
    guard bytes.count >= SSTable.footer, SSTable.isPresent(in: bytes) else {
      throw ContainerError(
        .damaged, file: name, place: "footer of the table",
        expected: "\(SSTable.footer) bytes that end as a table does",
        found: bytes.count < SSTable.footer ? "\(bytes.count)" : "another end")
    }
    var footer = try Cursor(
      bytes, file: name, structure: "footer of the table", start: bytes.count - SSTable.footer)
    _ = try SSTable.handle(&footer)
    let index = try SSTableBlock(try block(try SSTable.handle(&footer)))
    var end = 0
    for (_, value) in try index.entries(limit: keyLimit) {
      try ContainerError.refuseInterrupted(name, "table")
      var cursor = try Cursor(value, file: name, structure: "index of the table", start: 0)
      let handle = try SSTable.handle(&cursor)
      guard handle.offset >= end, let last = Checked.sum(handle.offset, handle.size) else {
        throw cursor.damaged("a block behind byte \(end)", "one at byte \(handle.offset)")
      }
      end = last
      let entries = try SSTableBlock(try block(handle)).entries(limit: keyLimit)
      for (key, value) in entries { try append(key, value) }
    }
  }

  /// What is left for keys.
  private var keyLimit: Int { Limits.unfolded(from: bytes.count) - unfolded }

  private mutating func append(_ key: [UInt8], _ value: Bytes) throws(ContainerError) {
    let text = String(decoding: key, as: UTF8.self)
    if let lastKey, !lastKey.lexicographicallyPrecedes(key) {
      throw ContainerError(
        .damaged, file: name, place: "table", expected: "keys in their order",
        found: "\(text) behind \(entries.last?.key ?? "")")
    }
    unfolded += key.count
    guard unfolded <= Limits.unfolded(from: bytes.count) else {
      throw ContainerError(
        .refused, file: name, place: "table",
        expected: "at most \(Limits.unfolded(from: bytes.count)) bytes of keys", found: "more")
    }
    lastKey = key
    entries.append((text, value))
  }

  /// Where a block lies: its offset and its size.
  private typealias Handle = (offset: Int, size: Int)

  private static func handle(_ cursor: inout Cursor) throws(ContainerError) -> Handle {
    (try cursor.count(), try cursor.count())
  }

  /// A block's content, unpacked; its checksum is that of the packed bytes and of the byte that says how.
  private mutating func block(_ handle: Handle) throws(ContainerError) -> Cursor {
    let place = "block at byte \(handle.offset) of the table"
    var cursor = try Cursor(
      bytes, file: name, structure: place, start: min(handle.offset, bytes.count))
    let content = try cursor.slice(handle.size)
    let kind = try cursor.uint8()
    let expected = try cursor.load(UInt32.self)
    let summed = try CRC32C.checksum(
      bytes.slice(handle.offset, count: handle.size + 1) ?? content, file: name, place: place)
    guard CRC32C.masked(summed) == expected else {
      throw ContainerError(
        .damaged, file: name, place: place, expected: "checksum \(expected)",
        found: "\(CRC32C.masked(summed))")
    }
    let plain: Bytes
    switch kind {
    case 0: plain = content
    case 1:
      plain = try Snappy.unpacked(content, file: name, place: place)
      unfolded += plain.count
      guard unfolded <= Limits.unfolded(from: bytes.count) else {
        throw cursor.error(
          .refused, "at most \(Limits.unfolded(from: bytes.count)) bytes unpacked", "more")
      }
    default: throw cursor.unsupported("a plain block or one packed by Snappy", "kind \(kind)")
    }
    return try Cursor(plain, file: name, structure: place, start: 0)
  }
}
