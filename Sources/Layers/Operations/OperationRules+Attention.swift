import Equations
import Tensors
import Terms

/// What layers do with weights, as operations that are given arrays.
extension OperationRules {
  static let attention = [
    OperationRule("DotProductAttention") { try $0.attended() },
    OperationRule("MultiHot") { call in
      let (x, many) = try (call.operands(["inputs", "x"])[0], call.oneHot())
      guard x.shape.rank >= 1 else {
        throw call.misuse("of one class for each sample mixes samples")
      }
      return many(Reduce(call.dtype(of: many) == .bool ? .any : .max, axes: [0]))
    },
    OperationRule("BatchNorm", tf: ["batch_normalization"]) { try $0.standardized() },
    OperationRule("DepthwiseConv", tf: ["depthwise_conv2d"]) { call in
      let (x, sliding) = try call.slid()
      let D = try call.kernel(["kernel", "filter"], at: 1, as: "D", x)
      return .apply(DepthwiseConvolve(rank: x.shape.rank - 1, sliding), [x, D])
    },
    OperationRule("SeparableConv", tf: ["separable_conv2d"]) { call in
      let (x, sliding) = try call.slid()
      let rank = x.shape.rank - 1
      let D = try call.kernel(["depthwise_kernel", "depthwise_filter"], at: 1, as: "D", x)
      let P = try call.kernel(["pointwise_kernel", "pointwise_filter"], at: 2, as: "P", x)
      let d = try call.eq(
        "d", .apply(DepthwiseConvolve(rank: rank, sliding), [x, D]), "every channel by itself")
      return .apply(Convolve(rank: rank, Sliding(rank: rank)), [d, P])
    },
    OperationRule("ConvTranspose") { call in
      let (x, sliding) = try call.slid()
      let W = try call.kernel(["kernel"], at: 1, as: "W", x)
      let spread = ConvolveTranspose(
        rank: x.shape.rank - 1, sliding, outputPadding: try call.integers("output_padding"))
      return .apply(spread, [x, W])
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
    guard let argument = argument(names, at: place),
      let kernel = array(argument, beside: dtype(of: x)), kernel.shape.rank == x.shape.rank + 1
    else { throw misuse("by a kernel of the graph is not supported") }
    return eq.constant(name, kernel)
  }

  /// `x·s + (β − μ·s)` with `s = γ/√(σ² + ε)`, as TensorFlow's function goes about it.
  fileprivate func standardized() throws -> Term {
    let names = [["x"], ["mean"], ["variance"], ["offset"], ["scale"]]
    let given = names.enumerated().map { argument($0.element, at: $0.offset) }
    guard let x = given[0], let mean = given[1], let variance = given[2] else {
      throw misuse("of nothing")
    }
    let there = [x, mean, variance] + given[3...].compactMap(\.self)
    var terms = try terms(there)
    let shape = terms[0].shape
    if !isTensorFlow {
      // The arrays stand along one axis of x.
      let place = try axis(try integer("axis") ?? -1, rank: shape.rank) + shape.rank
      var dims = [Int](repeating: 1, count: shape.rank)
      dims[place] = shape[place]
      terms =
        try [terms[0]]
        + terms.dropFirst().map { term in
          guard term.shape == [shape[place]] else {
            throw misuse("of \(shape) by an array \(term.shape) along axis \(place + 1)")
          }
          return place == shape.rank - 1 ? term : term(Reshape(dims))
        }
    }
    let epsilon = argument(["variance_epsilon", "epsilon"], at: 5)?.plainNumber
    guard let epsilon = try epsilon ?? (isTensorFlow ? nil : number("epsilon") ?? 1e-3) else {
      throw misuse("without an epsilon")
    }
    let scale = given[4] == nil ? nil : terms.last
    let offset = given[3] == nil ? nil : terms[3]
    let root = (terms[2] + .number(epsilon))(Rsqrt())
    let s = try eq("s", scale.map { root * $0 } ?? root, "the factor")
    let rest = offset.map { $0 - terms[1] * s } ?? -(terms[1] * s)
    let format = dtype(of: terms[0])
    func own(_ term: Term) -> Term { dtype(of: term) == format ? term : term(Cast(format)) }
    return terms[0] * own(s) + own(rest)
  }
}
