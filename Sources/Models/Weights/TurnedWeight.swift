import Containers
import Equations
import Layers
import Tensors

/// An array of a file with its axes in another order, and some of them read from their end: the
/// kernels of Keras 1's `th` ordering, and those of Theano, which turns a window by 180 degrees.
struct TurnedWeight: WeightSource {
  let stored: StoredWeight
  let turn: KernelTurn
  let shape: Shape

  /// Nil when the array has not as many axes as the turn.
  init?(_ stored: StoredWeight, _ turn: KernelTurn) {
    guard stored.shape.rank == turn.axes.count else { return nil }
    self.stored = stored
    self.turn = turn
    shape = Shape(turn.axes.map { stored.shape[$0] })
  }

  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }

  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws {
    try stored.verify()
    let size = scalar.byteSize
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: max(shape.count * size, 1), alignment: 64)
    defer { block.deallocate() }
    try stored.write(to: block, scalar)
    let strides = stored.shape.strides
    var place = [Int](repeating: 0, count: shape.rank)
    for index in 0..<shape.count {
      var source = 0
      for (axis, from) in turn.axes.enumerated() {
        let step = turn.flipped.contains(axis) ? shape[axis] - 1 - place[axis] : place[axis]
        source += step * strides[from]
      }
      (target + index * size).copyMemory(from: block + source * size, byteCount: size)
      for axis in place.indices.reversed() {
        place[axis] += 1
        guard place[axis] == shape[axis] else { break }
        place[axis] = 0
      }
    }
  }

  var identity: String? { stored.identity.map { "\($0)\0turned" } }

  func verify() throws { try stored.verify() }
}

/// How the axes of a kernel as it is computed with come from those of the file.
struct KernelTurn: Hashable {
  /// The file's axis for each axis.
  let axes: [Int]
  /// The axes that are read from their end.
  let flipped: [Int]

  /// The turn of a layer's weight; nil where the file has it as it is.
  ///
  /// Keras' own conversions: a kernel of Keras 1's `th` ordering is (filters, channels, …window);
  /// Theano convolves, where TensorFlow correlates, so its windows are turned.
  init?(_ config: Config, _ key: String, backend: String?, _ shape: Shape) {
    let rank = shape.rank
    let window = rank - 2
    guard window >= 1, key.hasSuffix("kernel") else { return nil }
    let isOrderedOtherwise =
      config.version.major < 2
      && (config.json["dim_ordering"]?.stringValue == "th"
        && KernelTurn.ordered.contains(config.kind) || KernelTurn.isOldConv1D(config, shape))
    let isTurned =
      backend == "theano" && KernelTurn.turned.contains(config.kind)
      && (key == "kernel" || config.kind == "ConvLSTM2D")
    guard isOrderedOtherwise || isTurned else { return nil }
    let places = Array(0..<window)
    axes = isOrderedOtherwise ? places.map { $0 + 2 } + [1, 0] : Array(0..<rank)
    flipped = isTurned ? places : []
  }

  /// Keras 1.0 and 1.1 kept the kernel of a Convolution1D as (filters, channels, length, 1).
  private static func isOldConv1D(_ config: Config, _ shape: Shape) -> Bool {
    guard config.kind == "Conv1D", shape.rank == 4, let filters = try? config.int("filters"),
      let length = try? config.ints("kernel_size").first
    else { return false }
    let isNew = shape[0] == length && shape[1] == 1 && shape[3] == filters
    return !isNew && shape[0] == filters && shape[2] == length && shape[3] == 1
  }

  static let ordered = ["Conv2D", "Conv3D", "SeparableConv2D"]
  static let turned = ["Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "ConvLSTM2D"]
}
