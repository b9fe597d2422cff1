import Containers
import Equations
import Tensors

/// A kernel with its low-rank adaptation: `W + α/r · A·B`, as Keras 3 computes with it.
///
/// W (…, outputs), A (…, r), B (r, outputs). A .keras holds the sum, an .h5 the three.
struct AdaptedWeight: WeightSource {
  let kernel, a, b: StoredWeight
  let scale: Double

  var shape: Shape { kernel.shape }

  /// Nil when the arrays do not fit together.
  init?(_ kernel: StoredWeight, _ a: StoredWeight, _ b: StoredWeight, scale: Double) {
    guard kernel.shape.rank >= 2, a.shape.leading == kernel.shape.leading, b.shape.rank == 2,
      b.shape.width == kernel.shape.width, b.shape[0] == a.shape.width
    else { return nil }
    (self.kernel, self.a, self.b, self.scale) = (kernel, a, b, scale)
  }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws {
    try kernel.write(to: target, scalar)
    let left = try numbers(a)
    let right = try numbers(b)
    let (rank, width) = (a.shape.width, shape.width)
    for row in 0..<shape.leading.count {
      for column in 0..<width {
        var sum = 0.0
        for k in 0..<rank { sum += left[row * rank + k] * right[k * width + column] }
        let index = row * width + column
        switch scalar {
        case .single:
          let place = target.assumingMemoryBound(to: Float.self) + index
          place.pointee += Float(scale * sum)
        case .double:
          let place = target.assumingMemoryBound(to: Double.self) + index
          place.pointee += scale * sum
        }
      }
    }
  }

  private func numbers(_ weight: StoredWeight) throws -> [Double] {
    try weight.verify()
    var result = [Double](repeating: 0, count: weight.shape.count)
    try result.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      try weight.write(to: start, .double)
    }
    return result
  }

  var identity: String? {
    [kernel, a, b].compactMap(\.identity).joined(separator: "\0")
  }

  func verify() throws {
    for part in [kernel, a, b] { try part.verify() }
  }
}
