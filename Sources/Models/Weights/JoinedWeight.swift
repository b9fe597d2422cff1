import Containers
import Equations
import Tensors

/// Several arrays of a file side by side along the last axis: the gates of Keras 1, which kept
/// them apart.
struct JoinedWeight: WeightSource {
  let parts: [StoredWeight]
  let shape: Shape

  /// Nil when the arrays do not fit beside each other.
  init?(_ parts: [StoredWeight]) {
    guard let first = parts.first, first.shape.rank > 0,
      parts.allSatisfy({ $0.shape == first.shape })
    else { return nil }
    self.parts = parts
    shape = first.shape.replacing(
      first.shape.rank - 1, with: first.shape.width * parts.count)
  }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws {
    guard let first = parts.first?.shape else { return }
    let row = first.width * scalar.byteSize
    let rows = first.leading.count
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: max(rows * row, 1), alignment: 64)
    defer { block.deallocate() }
    for (place, part) in parts.enumerated() {
      try part.write(to: block, scalar)
      for index in 0..<rows {
        (target + (index * parts.count + place) * row)
          .copyMemory(from: block + index * row, byteCount: row)
      }
    }
  }

  var identity: String? { parts.compactMap(\.identity).joined(separator: "\0") }

  func verify() throws {
    for part in parts { try part.verify() }
  }
}
