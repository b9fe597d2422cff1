/// Where the values of a dataset lie.
enum HDF5Layout {
  case compact(Bytes)
  /// In one run; no address when nothing was ever written.
  case contiguous(address: Int?, size: Int)
  /// In boxes of equal shape, found through a tree.
  case chunked(tree: Int?, chunk: [Int], elementSize: Int)

  /// Reads version 3, and of version 4 what it shares with 3.
  init(_ cursor: inout Cursor, _ image: HDF5Image) throws(ContainerError) {
    let version = try cursor.uint8()
    guard version == 3 || version == 4 else {
      throw cursor.unsupported("layout version 3 or 4", "\(version)")
    }
    switch try cursor.uint8() {
    case 0: self = .compact(try cursor.slice(try cursor.uint16()))
    case 1:
      let address = try cursor.address(in: image)
      self = .contiguous(address: address, size: try cursor.length(in: image))
    case 2 where version == 3:
      let rank = try cursor.uint8()
      let tree = try cursor.address(in: image)
      guard (2...33).contains(rank) else {
        throw cursor.damaged("chunks of 1 to 32 dimensions", "\(rank - 1)")
      }
      var chunk: [Int] = []
      for _ in 1..<rank { chunk.append(try cursor.uint32()) }
      self = .chunked(tree: tree, chunk: chunk, elementSize: try cursor.uint32())
    case 2:
      throw cursor.unsupported(
        "chunks listed in a version 1 B-tree", "an index of the latest format (libver='latest')")
    case 3: throw cursor.error(.refused, "values inside the file", "a virtual dataset")
    case let other: throw cursor.unsupported("layout class 0 to 2", "\(other)")
    }
  }

  /// The values of an array of `shape`, checked to be inside the file.
  func storage(
    shape: [Int], elementSize: Int, _ filters: HDF5Filters, fill: HDF5FillValue,
    _ image: HDF5Image, _ cursor: Cursor
  ) throws(ContainerError) -> any ArrayStorage {
    guard let count = Checked.count(of: shape),
      let byteCount = Checked.product(count, elementSize)
    else { throw cursor.error(.refused, "a shape whose bytes can be counted", "\(shape)") }
    if byteCount > 0, fill.isUndefined, isUnwritten {
      throw cursor.unsupported(
        "\(byteCount) bytes for shape \(shape)",
        "that no values were ever written, and none that stands for them")
    }
    switch self {
    case .compact(let bytes):
      guard bytes.count == byteCount else {
        throw cursor.damaged("\(byteCount) bytes for shape \(shape)", "\(bytes.count)")
      }
      return HDF5PlainStorage(bytes: bytes, image: image)
    case .contiguous(let address, let size):
      if byteCount == 0 { return HDF5PlainStorage(bytes: Bytes([]), image: image) }
      guard size == byteCount else {
        throw cursor.damaged("\(byteCount) bytes for shape \(shape)", "\(size)")
      }
      guard let address else {
        let grid = HDF5ChunkGrid(shape: shape, chunk: shape, elementSize: elementSize)
        return try Self.storage(grid, nil, filters, fill, image, cursor)
      }
      var values = try image.cursor("values", at: address, count: size)
      return HDF5PlainStorage(bytes: try values.slice(size), image: image)
    case .chunked(let tree, let chunk, let size):
      if byteCount == 0 { return HDF5PlainStorage(bytes: Bytes([]), image: image) }
      guard size == elementSize, chunk.count == shape.count, !chunk.contains(0) else {
        throw cursor.damaged(
          "chunks of \(shape.count) dimensions of \(elementSize) bytes", "\(chunk) of \(size)")
      }
      let grid = HDF5ChunkGrid(shape: shape, chunk: chunk, elementSize: elementSize)
      return try Self.storage(grid, tree, filters, fill, image, cursor)
    }
  }

  /// Whether no value has a place in the file.
  private var isUnwritten: Bool {
    switch self {
    case .compact: false
    case .contiguous(let address, _): address == nil
    case .chunked(let tree, _, _): tree == nil
    }
  }

  /// Values of which some or all may never have been written; what they unfold to is bounded.
  private static func storage(
    _ grid: HDF5ChunkGrid, _ tree: Int?, _ filters: HDF5Filters, _ fill: HDF5FillValue,
    _ image: HDF5Image, _ cursor: Cursor
  ) throws(ContainerError) -> HDF5ChunkedStorage {
    let limit = Limits.unfolded(from: image.bytes.count)
    guard let padded = grid.paddedByteCount, padded <= limit else {
      throw cursor.error(
        .refused, "at most \(limit) bytes out of a file of \(image.bytes.count)",
        "shape \(grid.shape)\(tree == nil ? ", never written" : " in chunks of \(grid.chunk)")")
    }
    return HDF5ChunkedStorage(
      image: image, tree: tree, grid: grid, filters: filters, fill: fill.bytes)
  }
}
