/// How an array is cut into chunks.
struct HDF5ChunkGrid: Sendable {
  let shape: [Int]
  let chunk: [Int]
  let elementSize: Int

  /// The bytes of one whole chunk.
  var chunkByteCount: Int { chunk.reduce(elementSize, *) }

  /// The bytes of all chunks, with what sticks out over the edges; `nil` when that cannot be counted.
  ///
  /// Once it has been counted, no product of sizes of this grid overflows.
  var paddedByteCount: Int? {
    var count: Int? = elementSize
    for (size, step) in zip(shape, chunk) {
      guard let padded = Checked.roundUp(size, to: step) else { return nil }
      count = count.flatMap { Checked.product($0, padded) }
    }
    return count
  }

  var chunkCount: Int { zip(shape, chunk).reduce(1) { $0 * (($1.0 + $1.1 - 1) / $1.1) } }

  /// Whether a chunk begins at `origin`.
  func contains(_ origin: [Int]) -> Bool {
    origin.count == shape.count
      && origin.indices.allSatisfy { origin[$0] < shape[$0] && origin[$0] % chunk[$0] == 0 }
  }

  /// Copies the chunk at `origin` to its place, without what sticks out.
  func copy(
    _ source: UnsafeRawBufferPointer, from origin: [Int], into target: UnsafeMutableRawBufferPointer
  ) {
    let last = shape.count - 1
    guard last >= 0 else { return }
    let inside = shape.indices.map { min(chunk[$0], shape[$0] - origin[$0]) }
    // Distances in bytes between neighbours along each axis.
    var (sourceStrides, targetStrides) = (chunk, shape)
    var (sourceStride, targetStride) = (elementSize, elementSize)
    for axis in shape.indices.reversed() {
      (sourceStrides[axis], targetStrides[axis]) = (sourceStride, targetStride)
      sourceStride *= chunk[axis]
      targetStride *= shape[axis]
    }
    let start = shape.indices.reduce(0) { $0 + origin[$1] * targetStrides[$1] }
    let run = inside[last] * elementSize
    let rows = inside.dropLast().reduce(1, *)
    var from = IndexWalk(Array(inside.dropLast()), Array(sourceStrides.dropLast()))
    var to = IndexWalk(Array(inside.dropLast()), Array(targetStrides.dropLast()))
    for _ in 0..<rows {
      let row = UnsafeRawBufferPointer(rebasing: source[from.offset..<(from.offset + run)])
      let place = start + to.offset
      UnsafeMutableRawBufferPointer(rebasing: target[place..<(place + run)]).copyMemory(from: row)
      from.advance()
      to.advance()
    }
  }
}
