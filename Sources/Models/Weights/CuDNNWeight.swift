import Containers
import Equations
import Tensors

/// A weight of a recurrent layer that cuDNN runs as that of the plain layer, or the other way round, as Keras 2 turns them
/// where the weights of the one are loaded into the other.
struct CuDNNWeight: WeightSource {
  /// What becomes of a weight.
  enum Turn: Equatable {
    /// Every gate's block: the numbers row by row are those of its transpose. `fromCuDNN` tells which of the two the file has.
    case kernel(gates: Int, fromCuDNN: Bool)
    /// Every gate's block transposed.
    case recurrentKernel(gates: Int)
    /// The two biases added.
    case joinedBias
    /// Half of the bias in each place of two.
    case halvedBias
    /// The same numbers as two rows, or as one.
    case reshaped(Shape)
  }

  let stored: any WeightSource
  let turn: Turn
  let shape: Shape

  init(_ stored: any WeightSource, _ turn: Turn) {
    (self.stored, self.turn) = (stored, turn)
    switch turn {
    case .kernel, .recurrentKernel: shape = stored.shape
    case .joinedBias: shape = [stored.shape.count / 2]
    case .halvedBias: shape = [2 * stored.shape.count]
    case .reshaped(let new): shape = new
    }
  }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws {
    switch scalar {
    case .single: try write(to: target.assumingMemoryBound(to: Float.self), scalar)
    case .double: try write(to: target.assumingMemoryBound(to: Double.self), scalar)
    }
  }

  private func write<S: BinaryFloatingPoint>(
    to target: UnsafeMutablePointer<S>, _ scalar: Scalar
  ) throws {
    try stored.verify()
    var numbers = [S](repeating: 0, count: stored.shape.count)
    try numbers.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      try stored.write(to: start, scalar)
    }
    for index in 0..<shape.count {
      switch turn {
      case .kernel, .recurrentKernel: target[index] = numbers[source(index)]
      case .joinedBias: target[index] = numbers[index] + numbers[index + shape.count]
      case .halvedBias: target[index] = numbers[index % numbers.count] / 2
      case .reshaped: target[index] = numbers[index]
      }
    }
  }

  /// Where an element of a kernel comes from.
  private func source(_ index: Int) -> Int {
    let (rows, width) = (shape[0], shape.width)
    switch turn {
    case .kernel(let gates, let fromCuDNN):
      let units = width / gates
      let (row, column) = (index / width, index % width)
      let (gate, unit) = (column / units, column % units)
      let place = fromCuDNN ? unit * rows + row : row * units + unit
      let (sourceRow, sourceUnit) =
        fromCuDNN ? (place / units, place % units) : (place % rows, place / rows)
      return sourceRow * width + gate * units + sourceUnit
    case .recurrentKernel(let gates):
      let units = width / gates
      let (row, column) = (index / width, index % width)
      return (column % units) * width + column / units * units + row
    default: return index
    }
  }

  var identity: String? { stored.identity.map { "\($0)\0cuDNN" } }

  func verify() throws { try stored.verify() }
}
