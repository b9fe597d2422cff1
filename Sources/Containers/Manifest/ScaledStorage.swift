/// Whole numbers in place of float32: an element is number · scale + min, in double precision, rounded to float32, as
/// TensorFlow.js itself computes it.
struct ScaledStorage: ArrayStorage {
  private let pieces: BytesInPieces
  private let stored: ElementType
  private let scaling: ManifestEntry.Scaling

  /// `stored` is uint8 or uint16.
  init(_ pieces: BytesInPieces, _ stored: ElementType, _ scaling: ManifestEntry.Scaling) {
    (self.pieces, self.stored, self.scaling) = (pieces, stored, scaling)
  }

  var isIntact: Bool { pieces.isIntact }

  func bytes(of array: StoredArray) throws(ContainerError) -> Bytes {
    let numbers = try pieces.joined(file: array.file, place: array.name)
    return try Bytes(count: array.byteCount, file: array.file, place: array.name) { memory in
      numbers.withUnsafeBytes { source in
        let target = memory.bindMemory(to: UInt32.self)
        switch stored {
        case .uint8: scale(source, as: UInt8.self, into: target)
        default: scale(source, as: UInt16.self, into: target)
        }
      }
    }
  }

  private func scale<Number: FixedWidthInteger & BitwiseCopyable>(
    _ source: UnsafeRawBufferPointer, as _: Number.Type,
    into target: UnsafeMutableBufferPointer<UInt32>
  ) {
    let size = MemoryLayout<Number>.size
    for index in 0..<min(target.count, source.count / size) {
      let number = source.loadUnaligned(fromByteOffset: index * size, as: Number.self)
      let element = Float(Double(Number(littleEndian: number)) * scaling.scale + scaling.min)
      target[index] = element.bitPattern.littleEndian
    }
  }
}
