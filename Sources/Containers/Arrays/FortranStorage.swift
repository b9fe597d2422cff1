/// Values stored with the first index running fastest: brought into row-major order when asked for.
struct FortranStorage: ArrayStorage {
  let bytes: Bytes
  var isIntact: Bool { bytes.isIntact }

  func bytes(of array: StoredArray) throws(ContainerError) -> Bytes {
    let size = array.element.byteSize
    guard bytes.count == array.byteCount, array.byteCount > 0 else { return bytes }
    // strides[k]: the distance in bytes between neighbours along axis k in the file.
    var strides: [Int] = []
    var stride = size
    for length in array.shape {
      strides.append(stride)
      stride *= max(length, 1)
    }
    let (shape, source) = (array.shape, bytes)
    return try Bytes(count: array.byteCount, file: array.file, place: array.name) { target in
      source.withUnsafeBytes { source in
        switch size {
        case 1: transpose(source, shape, strides, into: target, as: UInt8.self)
        case 2: transpose(source, shape, strides, into: target, as: UInt16.self)
        case 4: transpose(source, shape, strides, into: target, as: UInt32.self)
        case 8: transpose(source, shape, strides, into: target, as: UInt64.self)
        default: transposeRuns(source, shape, strides, into: target, size: size)
        }
      }
    }
  }
}

/// Copies elements of a machine word's size; `target` is aligned, `source` need not be.
private func transpose<Word: BitwiseCopyable>(
  _ source: UnsafeRawBufferPointer, _ shape: [Int], _ strides: [Int],
  into target: UnsafeMutableRawBufferPointer, as _: Word.Type
) {
  let words = target.bindMemory(to: Word.self)
  var walk = IndexWalk(shape, strides)
  for index in words.indices {
    words[index] = source.loadUnaligned(fromByteOffset: walk.offset, as: Word.self)
    walk.advance()
  }
}

private func transposeRuns(
  _ source: UnsafeRawBufferPointer, _ shape: [Int], _ strides: [Int],
  into target: UnsafeMutableRawBufferPointer, size: Int
) {
  var walk = IndexWalk(shape, strides)
  for start in Swift.stride(from: 0, to: target.count, by: size) {
    let element = UnsafeRawBufferPointer(rebasing: source[walk.offset..<(walk.offset + size)])
    UnsafeMutableRawBufferPointer(rebasing: target[start..<(start + size)]).copyMemory(
      from: element)
    walk.advance()
  }
}

/// Steps through the indices of a shape, the last one fastest, and keeps the offset that goes with them.
struct IndexWalk {
  private let shape: [Int]
  private let strides: [Int]
  private var index: [Int]
  private(set) var offset = 0

  init(_ shape: [Int], _ strides: [Int]) {
    self.shape = shape
    self.strides = strides
    index = Array(repeating: 0, count: shape.count)
  }

  /// The next index; after the last one, the first.
  mutating func advance() {
    for axis in shape.indices.reversed() {
      index[axis] += 1
      offset += strides[axis]
      if index[axis] < shape[axis] { return }
      offset -= index[axis] * strides[axis]
      index[axis] = 0
    }
  }
}
