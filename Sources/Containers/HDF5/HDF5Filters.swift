/// What was done to the chunks of a dataset before they were written, in that order.
struct HDF5Filters: Sendable {
  private enum Filter {
    case deflate
    /// Groups the first bytes of all elements, then the second bytes, …
    case shuffle
    /// Appends a checksum of 4 bytes.
    case fletcher32
  }

  private var filters: [Filter] = []

  /// None.
  init() {}

  /// Reads versions 1 and 2; other filters are refused by name.
  init(_ start: Cursor) throws(ContainerError) {
    var cursor = start
    let version = try cursor.uint8()
    guard version == 1 || version == 2 else {
      throw cursor.unsupported("version 1 or 2", "\(version)")
    }
    let count = try cursor.uint8()
    if version == 1 { try cursor.skip(6) }
    for _ in 0..<count {
      let id = try cursor.uint16()
      let nameCount = version == 1 || id >= 256 ? try cursor.uint16() : 0
      try cursor.skip(2)
      let valueCount = try cursor.uint16()
      try cursor.skip(nameCount)
      if version == 1 { try cursor.align8(from: cursor.position - nameCount) }
      try cursor.skip(4 * valueCount)
      if version == 1, valueCount % 2 == 1 { try cursor.skip(min(4, cursor.remaining)) }
      switch id {
      case 1: filters.append(.deflate)
      case 2: filters.append(.shuffle)
      case 3: filters.append(.fletcher32)
      default:
        throw cursor.unsupported("the filters deflate, shuffle, fletcher32", Self.name(of: id))
      }
    }
  }

  /// The `count` bytes of a chunk as they were before the filters.
  func decode(
    _ chunk: Bytes, skipping mask: Int, elementSize: Int, count: Int, _ cursor: Cursor
  ) throws(ContainerError) -> Bytes {
    var bytes = chunk
    for (position, filter) in filters.enumerated().reversed() where mask >> position & 1 == 0 {
      switch filter {
      case .deflate:
        let source = bytes
        // A checksum taken before deflating is still at the end.
        let earlier = filters[..<position].indices
          .filter { filters[$0] == .fletcher32 && mask >> $0 & 1 == 0 }
        bytes = try Bytes(
          count: count + 4 * earlier.count, file: cursor.file, place: cursor.structure
        ) { target throws(ContainerError) in
          guard Inflate.unpack(source, .zlib, into: target) else {
            try ContainerError.refuseInterrupted(cursor.file, cursor.structure)
            throw cursor.damaged("data that inflate to \(target.count) bytes", "other data")
          }
        }
      case .shuffle: bytes = try Shuffle.undo(bytes, elementSize: elementSize, cursor)
      case .fletcher32: bytes = try Fletcher32.strip(bytes, cursor)
      }
    }
    guard bytes.count == count else {
      throw cursor.damaged("\(count) bytes in the chunk", "\(bytes.count)")
    }
    return bytes
  }

  private static func name(of id: Int) -> String {
    let names = [
      4: "szip", 5: "nbit", 6: "scaleoffset", 32000: "lzf", 32001: "blosc", 32004: "lz4",
      32015: "zstd",
    ]
    return "\(names[id] ?? "filter") (\(id))"
  }
}
