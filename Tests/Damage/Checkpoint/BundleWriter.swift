import Containers

/// Writes TensorFlow's files of named arrays, sound or with something wrong in them.
package struct BundleWriter {
  /// An array as the index describes it.
  package struct Entry {
    package var key: String
    /// TensorFlow's number of the format; 1 is float32.
    package var type = 1
    package var shape: [Int]
    package var bytes: [UInt8]
    package var shard = 0
    /// Where it is said to lie, how long it is said to be, and its checksum; nil for what is right.
    package var (offset, size, checksum): (Int?, Int?, UInt32?) = (nil, nil, nil)
    package var isSliced = false

    package init(_ key: String, _ shape: [Int], _ bytes: [UInt8]) {
      (self.key, self.shape, self.bytes) = (key, shape, bytes)
    }
  }

  package var table = TableWriter()
  package var shards = 1
  package var isBigEndian = false

  package init() {}

  /// The index and the files of numbers.
  package func files(_ entries: [Entry], named base: String = "w") -> [String: [UInt8]] {
    var numbers = [[UInt8]](repeating: [], count: shards)
    var rows: [(key: [UInt8], value: [UInt8])] = [([], header)]
    for entry in entries.sorted(by: { $0.key < $1.key }) {
      let shard = min(entry.shard, shards - 1)
      rows.append((Array(entry.key.utf8), Self.description(entry, at: numbers[shard].count)))
      numbers[shard] += entry.bytes
    }
    var files = ["\(base).index": table.bytes(rows)]
    for (number, bytes) in numbers.enumerated() {
      files["\(base).data-0000\(number)-of-0000\(shards)"] = bytes
    }
    return files
  }

  private var header: [UInt8] {
    Self.number(1, shards) + (isBigEndian ? Self.number(2, 1) : [])
  }

  private static func description(_ entry: Entry, at offset: Int) -> [UInt8] {
    let shape = entry.shape.flatMap { message(2, number(1, $0)) }
    let sum = entry.bytes.withUnsafeBytes { CRC32C.masked(CRC32C.checksum($0)) }
    return number(1, entry.type) + message(2, shape) + number(3, entry.shard)
      + number(4, entry.offset ?? offset) + number(5, entry.size ?? entry.bytes.count)
      + [6 << 3 | 5] + TableWriter.fixed32(entry.checksum ?? sum)
      + (entry.isSliced ? message(7, []) : [])
  }

  /// An entry that is one text: its length, the checksum of that, its bytes, and a checksum of it all.
  package static func text(_ key: String, _ bytes: [UInt8]) -> Entry {
    let length = TableWriter.fixed32(UInt32(truncatingIfNeeded: bytes.count))
    let kept = TableWriter.fixed32(length.withUnsafeBytes { CRC32C.masked(CRC32C.checksum($0)) })
    var entry = Entry(key, [], TableWriter.varint(bytes.count) + kept + bytes)
    entry.type = 7
    entry.checksum = (length + kept + bytes).withUnsafeBytes { CRC32C.masked(CRC32C.checksum($0)) }
    return entry
  }

  /// A field of a message: a number.
  package static func number(_ field: Int, _ number: Int) -> [UInt8] {
    TableWriter.varint(field << 3) + TableWriter.varint(number)
  }

  /// A field of a message: bytes with their length.
  package static func message(_ field: Int, _ bytes: [UInt8]) -> [UInt8] {
    TableWriter.varint(field << 3 | 2) + TableWriter.varint(bytes.count) + bytes
  }
}
