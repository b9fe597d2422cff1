/// Bytes that lie in several files, one behind the other.
struct BytesInPieces: Sendable {
  private(set) var pieces: [Bytes]
  private(set) var count: Int

  init(_ pieces: [Bytes]) {
    self.pieces = pieces
    count = pieces.reduce(0) { $0 + $1.count }
  }

  /// Takes the first bytes off, as many as there are at the most.
  mutating func first(_ wanted: Int) -> BytesInPieces {
    var taken: [Bytes] = []
    var missing = min(wanted, count)
    count -= missing
    while missing > 0, let piece = pieces.first {
      let part = min(missing, piece.count)
      taken += [piece.slice(0, count: part)].compactMap { $0 }
      missing -= part
      if part == piece.count {
        pieces.removeFirst()
      } else {
        pieces[0] = piece.slice(part, count: piece.count - part) ?? piece
      }
    }
    return BytesInPieces(taken)
  }

  var isIntact: Bool { pieces.allSatisfy(\.isIntact) }

  /// The bytes in one piece: in place where they are, else copied together.
  func joined(file: String, place: String) throws(ContainerError) -> Bytes {
    if pieces.count == 1, let only = pieces.first { return only }
    return try Bytes(count: count, file: file, place: place) { memory in
      var offset = 0
      for piece in pieces {
        let target = UnsafeMutableRawBufferPointer(rebasing: memory[offset..<offset + piece.count])
        piece.withUnsafeBytes { target.copyMemory(from: $0) }
        offset += piece.count
      }
    }
  }
}

/// Values as they are in the files, put together where an array begins in one and ends in another.
struct PiecedStorage: ArrayStorage {
  private let pieces: BytesInPieces

  init(_ pieces: BytesInPieces) { self.pieces = pieces }

  var isIntact: Bool { pieces.isIntact }

  func bytes(of array: StoredArray) throws(ContainerError) -> Bytes {
    try pieces.joined(file: array.file, place: array.name)
  }
}
