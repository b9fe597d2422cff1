import Equations
import Tensors
import Terms

/// What layers of windows do with weights, as operations that are given arrays.
extension OperationRules {
  static let convolutions = [
    OperationRule("DepthwiseConv", tf: ["depthwise_conv2d"]) { call in
      let (x, sliding) = try call.slid()
      let D = try call.kernel(["kernel", "filter"], at: 1, as: "D", x)
      return .apply(DepthwiseConvolve(rank: x.shape.rank - 1, sliding), [x, D])
    }
    .being(.takesLengths),
    OperationRule("SeparableConv", tf: ["separable_conv2d"]) { call in
      let (x, sliding) = try call.slid()
      let rank = x.shape.rank - 1
      let D = try call.kernel(["depthwise_kernel", "depthwise_filter"], at: 1, as: "D", x)
      let P = try call.kernel(["pointwise_kernel", "pointwise_filter"], at: 2, as: "P", x)
      let d = try call.eq(
        "d", .apply(DepthwiseConvolve(rank: rank, sliding), [x, D]), "every channel by itself")
      return .apply(Convolve(rank: rank, Sliding(rank: rank)), [d, P])
    },
  ]
}

extension OperationCall {
  /// What a window goes over, and how.
  fileprivate func slid() throws -> (x: Term, Sliding) {
    let x = try operands(["inputs", "input"])[0]
    try refuseChannelsFirst()
    let rank = x.shape.rank - 1
    guard (1...3).contains(rank) else { throw misuse("of \(x.shape) is not supported") }
    return (
      x,
      Sliding(
        rank: rank, strides: try lengths("strides", rank: rank) ?? [1], padding: try padding(),
        dilation: try lengths("dilation_rate", "dilations", "rate", rank: rank) ?? [1])
    )
  }

  /// An array of the file that a window is multiplied by.
  fileprivate func kernel(
    _ names: [String], at place: Int, as name: Name, _ x: Term
  ) throws -> Term {
    guard let argument = argument(names, at: place) else { throw misuse("without a kernel") }
    if case .tensor(let signal) = argument, eq.hasNoSamples(signal.term),
      signal.term.shape.rank == x.shape.rank + 1
    {
      return signal.term
    }
    guard let kernel = array(argument, beside: dtype(of: x)), kernel.shape.rank == x.shape.rank + 1
    else { throw misuse("by a kernel of the graph is not supported") }
    return eq.constant(name, kernel)
  }
}
