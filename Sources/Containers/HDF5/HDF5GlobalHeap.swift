import Synchronization

/// The strings of variable size of a file, by collection and number; each collection is indexed once.
final class HDF5GlobalHeap: Sendable {
  private let collections = Mutex<[Int: [Int: Range<Int>]]>([:])

  /// The object with the number `index` of the collection at `address`.
  func object(
    _ index: Int, at address: Int, _ image: HDF5Image
  ) throws(ContainerError) -> Bytes? {
    var objects = collections.withLock { $0[address] }
    if objects == nil {
      let read = try Self.index(image, address)
      collections.withLock { $0[address] = read }
      objects = read
    }
    return objects?[index].flatMap { image.bytes.slice($0) }
  }

  private static func index(
    _ image: HDF5Image, _ address: Int
  ) throws(ContainerError) -> [Int: Range<Int>] {
    let lengthSize = image.superblock.lengthSize
    var cursor = try image.cursor("global heap", at: address)
    try cursor.signature("GCOL")
    try cursor.skip(4)
    let size = try cursor.length(in: image)
    cursor = try image.cursor("global heap", at: address, count: size)
    try image.ledger.spend(size, at: cursor.place)
    try cursor.skip(8 + lengthSize)
    var objects: [Int: Range<Int>] = [:]
    while cursor.remaining >= 8 + lengthSize {
      let start = cursor.position
      let index = try cursor.uint16()
      if index == 0 { break }  // free space up to the end
      try cursor.skip(6)
      let count = try cursor.length(in: image)
      let content = cursor.position
      try cursor.skip(count)
      objects[index] = content..<(content + count)
      try cursor.align8(from: start)
    }
    return objects
  }
}
