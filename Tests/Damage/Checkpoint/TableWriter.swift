import Containers

/// Writes a sorted table, as TensorFlow's index of a checkpoint is one: with right checksums, whatever is in it.
package struct TableWriter {
  /// How keys and values become blocks.
  package var entriesPerBlock = 16
  /// What becomes of a block, and the number of its kind: 1 for Snappy.
  package var packing: (kind: UInt8, pack: ([UInt8]) -> [UInt8]) = (0, { $0 })

  package init() {}

  /// The bytes of a table; the keys should be sorted.
  package func bytes(_ entries: [(key: [UInt8], value: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var index: [(key: [UInt8], value: [UInt8])] = []
    for start in stride(from: 0, to: entries.count, by: entriesPerBlock) {
      let part = entries[start..<min(start + entriesPerBlock, entries.count)]
      let handle = append(TableWriter.block(Array(part)), to: &file)
      index.append((part.last?.key ?? [], handle))
    }
    let meta = append(TableWriter.block([]), to: &file)
    let place = append(TableWriter.block(index), to: &file)
    var footer = meta + place
    footer += [UInt8](repeating: 0, count: 40 - footer.count)
    return file + footer + [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB]
  }

  /// Appends a block with its checksum, and gives where it lies.
  private func append(_ block: [UInt8], to file: inout [UInt8]) -> [UInt8] {
    let content = packing.pack(block)
    let handle = TableWriter.varint(file.count) + TableWriter.varint(content.count)
    let checked = content + [packing.kind]
    let sum = checked.withUnsafeBytes { CRC32C.masked(CRC32C.checksum($0)) }
    file += checked + TableWriter.fixed32(sum)
    return handle
  }

  /// Entries whose keys say what they share with the one before, and one place to begin at.
  private static func block(_ entries: [(key: [UInt8], value: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    var last: [UInt8] = []
    for (key, value) in entries {
      let shared = zip(last, key).prefix { $0 == $1 }.count
      bytes += varint(shared) + varint(key.count - shared) + varint(value.count)
      bytes += key[shared...] + value
      last = key
    }
    return bytes + fixed32(0) + fixed32(1)
  }

  package static func varint(_ number: Int) -> [UInt8] {
    var (bits, bytes) = (UInt64(bitPattern: Int64(number)), [UInt8]())
    while bits >= 0x80 {
      bytes.append(UInt8(bits & 0x7F) | 0x80)
      bits >>= 7
    }
    return bytes + [UInt8(bits)]
  }

  package static func fixed32(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }
}
