import Tensors

extension WeightSource {
  /// All its numbers in double precision.
  package func numbers() throws -> [Double] { try numbers(.double) }

  /// All its numbers in single precision.
  package func singles() throws -> [Float] { try numbers(.single) }

  /// The numbers of a scalar, which is that of their type.
  private func numbers<Number: BinaryFloatingPoint>(_ scalar: Scalar) throws -> [Number] {
    let count = shape.count
    return try [Number](unsafeUninitializedCapacity: count) { memory, filled in
      guard count > 0, let start = memory.baseAddress else { return }
      try write(to: UnsafeMutableRawPointer(start), scalar)
      filled = count
    }
  }
}
