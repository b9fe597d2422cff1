/// Values that lie in chunks, found through a B-tree of version 1; in those that were never written stands one value.
struct HDF5ChunkedStorage: ArrayStorage {
  let image: HDF5Image
  /// Nil where no chunk was ever written.
  let tree: Int?
  let grid: HDF5ChunkGrid
  let filters: HDF5Filters
  let fill: Bytes?
  var isIntact: Bool { image.bytes.isIntact }

  func resolver(for array: StoredArray) throws(ContainerError) -> any StringResolver {
    try HDF5StringReader(image, array)
  }

  func bytes(of array: StoredArray) throws(ContainerError) -> Bytes {
    do throws(ContainerError) {
      try image.ledger.unfold(grid.paddedByteCount ?? .max, for: array.name)
      var index = HDF5ChunkIndex(image, grid)
      if let tree { try index.readNode(at: tree, depth: 0) }
      let chunks = index.chunks
      return try Bytes(count: array.byteCount, file: image.file, place: array.name) {
        target throws(ContainerError) in
        if chunks.count < grid.chunkCount { try fill(target) }
        for chunk in chunks {
          try ContainerError.refuseInterrupted(image.file, array.name)
          let values = try filters.decode(
            chunk.bytes, skipping: chunk.filterMask, elementSize: grid.elementSize,
            count: grid.chunkByteCount, chunk.cursor)
          values.withUnsafeBytes { grid.copy($0, from: chunk.origin, into: target) }
        }
      }
    } catch {
      throw error.inside(array.name)
    }
  }

  /// Puts the fill value everywhere; memory is zero to begin with.
  private func fill(_ target: UnsafeMutableRawBufferPointer) throws(ContainerError) {
    guard let fill, fill.count == grid.elementSize else { return }
    fill.withUnsafeBytes { element in
      for start in stride(from: 0, to: target.count, by: element.count) {
        UnsafeMutableRawBufferPointer(rebasing: target[start..<(start + element.count)])
          .copyMemory(from: element)
      }
    }
  }
}

/// The chunks of one dataset.
struct HDF5ChunkIndex {
  struct Chunk {
    let origin: [Int]
    let bytes: Bytes
    /// The filters that were not applied to this chunk.
    let filterMask: Int
    let cursor: Cursor
  }

  private let image: HDF5Image
  private let grid: HDF5ChunkGrid
  private var visited: Set<Int> = []
  private var origins: Set<[Int]> = []
  private(set) var chunks: [Chunk] = []

  init(_ image: HDF5Image, _ grid: HDF5ChunkGrid) {
    self.image = image
    self.grid = grid
  }

  mutating func readNode(at address: Int, depth: Int) throws(ContainerError) {
    var cursor = try image.cursor("chunk tree node", at: address)
    guard depth <= 16, visited.insert(address).inserted else {
      throw cursor.error(.refused, "a tree", "a cycle")
    }
    try cursor.signature("TREE")
    guard try cursor.uint8() == 1 else {
      throw cursor.damaged("a node of a dataset", "one of a group")
    }
    let level = try cursor.uint8()
    let count = try cursor.uint16()
    try cursor.skip(2 * image.superblock.offsetSize)  // siblings
    for _ in 0..<count {
      let size = try cursor.uint32()
      let mask = try cursor.uint32()
      var origin: [Int] = []
      for _ in grid.shape { origin.append(try cursor.uint64()) }
      try cursor.skip(8)  // the offset inside an element
      let child = try cursor.definedAddress(of: "a child", in: image)
      if level > 0 {
        try readNode(at: child, depth: depth + 1)
        continue
      }
      guard grid.contains(origin), origins.insert(origin).inserted else {
        throw cursor.damaged("each chunk once and inside \(grid.shape)", "one at \(origin)")
      }
      var place = try image.cursor("chunk", at: child, count: size)
      let bytes = try place.slice(size)
      chunks.append(Chunk(origin: origin, bytes: bytes, filterMask: mask, cursor: place))
    }
  }
}
