import Equations
import Tensors
import Terms

/// Operations that layers are made of: convolution, pooling, normalization, einsum, images.
extension OperationRules {
  static let networks = [
    OperationRule("Conv", tf: ["conv1d", "conv2d", "conv3d"]) { try $0.convolved() },
    OperationRule("MaxPool", tf: ["max_pool2d", "max_pool1d", "max_pool"]) { try $0.pooled(.max) }
      .being(.turnsChannels),
    OperationRule("AveragePool", tf: ["avg_pool2d", "avg_pool1d", "avg_pool"]) {
      try $0.pooled(.avg)
    }
    .being(.turnsChannels),
    OperationRule(tf: ["pool"]) { call in
      guard case .word(let kind)? = call.argument(["pooling_type"], at: 2),
        ["MAX", "AVG"].contains(kind), call.argument(["dilations", "dilation_rate"]) == nil
      else { throw call.misuse("of a kind that is not known, or with gaps") }
      return try call.pooled(kind == "MAX" ? .max : .avg, isEverywhere: true)
    },
    OperationRule(tf: ["bias_add"]) { call in
      let operands = try call.operands(["value"], ["bias"])
      // Whose place in the call is known here alone.
      if case .word(let word) = call.argument(["data_format"], at: 2),
        !["N...C", "NHWC", "NWC", "NDHWC"].contains(word)
      {
        throw call.misuse("with data_format=\(word) is not supported")
      }
      return operands[0] + operands[1]
    },
    OperationRule(tf: ["add_n", "accumulate_n"]) { call in
      let terms = try call.tensors("inputs")
      return call.wrapped(try call.eq.folded(terms) { $0 + $1 })
    },
    OperationRule("Einsum") { try $0.einsum() },
    OperationRule(tf: ["einsum"]) { call in
      throw call.misuse("has no operands in the file: Keras 2 saved the equation alone")
    },
    OperationRule("Resize", tf: ["image.resize"]) { try $0.resized() }.being(.turnsChannels),
  ]
}

extension OperationCall {
  func padding() throws -> Sliding.Padding {
    guard case .word(let word) = argument(["padding"]),
      let padding = Sliding.Padding(rawValue: word.lowercased()), padding != .causal
    else { throw misuse("with a padding that is not known") }
    return padding
  }

  /// Whether a layout of data says that channels come first.
  func isChannelsFirst() throws -> Bool {
    guard let word = try word("data_format") else { return false }
    if ["channels_first", "NCW", "NCHW", "NCDHW"].contains(word) { return true }
    guard ["channels_last", "NWC", "NHWC", "NDHWC", "NC"].contains(word) else {
      throw misuse("with data_format=\(word) is not supported")
    }
    return false
  }

  func refuseChannelsFirst() throws {
    guard try isChannelsFirst() else { return }
    throw misuse("with channels first is not supported")
  }

  /// Lengths along the spatial axes: one for all, one for each, or TensorFlow's (1, …, 1).
  func lengths(_ name: String, _ others: String..., rank: Int) throws -> [Int]? {
    guard var numbers = try ([name] + others).lazy.compactMap({ try integers($0) }).first else {
      return nil
    }
    if numbers.count == rank + 2, numbers.first == 1, numbers.last == 1 {
      numbers = Array(numbers.dropFirst().dropLast())
    }
    guard numbers.count == 1 || numbers.count == rank,
      numbers.allSatisfy({ (1..<1 << 24).contains($0) })
    else {
      throw misuse("with \(name)=\(numbers) is not supported")
    }
    return numbers.count == 1 ? [Int](repeating: numbers[0], count: rank) : numbers
  }

  fileprivate func convolved() throws -> Term {
    let arguments = try given([["inputs", "input", "value"], ["kernel", "filters", "filter"]])
    guard case .tensor(let signal) = arguments[0],
      let kernel = array(arguments[1], beside: .float32)
    else { throw misuse("by a kernel of the graph is not supported") }
    try refuseChannelsFirst()
    _ = try flag("use_cudnn_on_gpu", default: true)
    let x = signal.term
    let rank = x.shape.rank - 1
    guard kernel.shape.rank == rank + 2, (1...3).contains(rank) else {
      throw misuse("of \(x.shape) by a kernel \(kernel.shape) is not supported")
    }
    let sliding = Sliding(
      rank: rank, strides: try lengths("strides", "stride", rank: rank) ?? [1],
      padding: try padding(),
      dilation: try lengths("dilation_rate", "dilations", rank: rank) ?? [1])
    return .apply(Convolve(rank: rank, sliding), [x, eq.constant("W", kernel)])
  }

  /// Windows, one behind another unless strides are told; of `tf.nn.pool` one at every place.
  fileprivate func pooled(_ kind: Pool.Kind, isEverywhere: Bool = false) throws -> Term {
    let x = try operands(["inputs", "input", "value"])[0]
    try refuseChannelsFirst()
    let rank = x.shape.rank - 1
    guard (1...3).contains(rank),
      let window = try lengths("pool_size", "ksize", "window_shape", rank: rank)
    else {
      throw misuse("of \(x.shape) is not supported")
    }
    let strides = try lengths("strides", rank: rank) ?? (isEverywhere ? [1] : window)
    return x(Pool(kind, window: window, strides: strides, padding: try padding()))
  }
}
