import Equations
import Tensors
import Terms

/// Operations that make one number of many, along axes of a sample.
extension OperationRules {
  static let reductions = [
    OperationRule("Any", tf: ["reduce_any"]) { try $0.reduced(.any) },
    OperationRule("All", tf: ["reduce_all"]) { try $0.reduced(.all) },
    OperationRule("Sum", tf: ["reduce_sum"]) { try $0.total(.sum) },
    OperationRule("Mean", tf: ["reduce_mean"]) { try $0.mean() },
    OperationRule("Average") { call in
      guard call.argument(["weights"], at: 1) != nil else { return try call.mean() }
      let operands = try call.operands(["x"], ["weights"]).map { call.real($0) }
      let axes = try call.axes(rank: operands[0].shape.rank)
      let sum = Reduce(.sum, axes: axes)
      if operands[1].shape.rank == 1, operands[1].value?.isBatched != true, axes.count == 1 {
        return try call.weighted(operands[0], operands[1], along: axes[0])
      }
      guard operands[0].shape == operands[1].shape else {
        throw call.misuse("with weights of another shape is not supported")
      }
      return (operands[0] * operands[1])(sum) / operands[1](sum)
    },
    OperationRule("Prod", tf: ["reduce_prod"]) { try $0.total(.prod) }
      .ofLengths { try $0.productOfLengths() },
    OperationRule("Max", "Amax", tf: ["reduce_max"]) { call in
      let most = try call.reduced(.max)
      guard let initial = try call.number("initial") else { return most }
      return call.wrapped(.maximum(most, .number(initial)), to: call.dtype(of: most))
    },
    OperationRule("Min", "Amin", tf: ["reduce_min"]) { call in
      let least = try call.reduced(.min)
      guard let initial = try call.number("initial") else { return least }
      return call.wrapped(.minimum(least, .number(initial)), to: call.dtype(of: least))
    },
    OperationRule("Argmax", tf: ["argmax"]) { try $0.place(.argmax) },
    OperationRule("Argmin", tf: ["argmin"]) { try $0.place(.argmin) },
    OperationRule("Matmul", tf: ["matmul"]) { try $0.product() },
  ]
}

extension OperationCall {
  /// The mean along an axis, each place of which has a weight.
  fileprivate func weighted(_ x: Term, _ weights: Term, along axis: Int) throws -> Term {
    let place = axis < 0 ? axis + x.shape.rank : axis
    guard x.shape[place] == weights.shape.width else {
      throw misuse("with \(weights.shape.width) weights of \(x.shape[place]) places")
    }
    let behind = [Int](repeating: 1, count: x.shape.rank - 1 - place)
    let column = behind.isEmpty ? weights : weights(Reshape([weights.shape.width] + behind))
    return (x * column)(Reduce(.sum, axes: [axis])) / weights(Reduce(.sum))
  }

  func reduced(_ kind: Reduce.Kind, of x: Term? = nil) throws -> Term {
    let x = try x ?? self.x()
    let axes = try axes(rank: x.shape.rank)
    return x(Reduce(kind, axes: axes, keepsAxes: try flag("keepdims")))
  }

  /// A sum or a product. Keras 3 gives that of narrow whole numbers 32 bits, unless it is told a
  /// format, which it then does not heed; TensorFlow keeps theirs.
  func total(_ kind: Reduce.Kind) throws -> Term {
    let x = try x()
    let isTold = try kind == .prod && dtype("dtype") != nil
    let format = isTensorFlow || isTold ? dtype(of: x) : counting(x)
    let axes = try axes(rank: x.shape.rank)
    let count = axes.reduce(1) { $0 * x.shape[$1 + x.shape.rank] }
    if kind == .prod, isLong(dtype(of: x), factors: count) {
      let wide = format == dtype(of: x) ? x : x(Cast(format))
      return try longProduct(wide, axes, keeps: flag("keepdims"))
    }
    let y = try reduced(kind, of: x)
    return dtype(of: x) == .bool ? y : wrapped(y, to: format)
  }

  /// The format in which Keras 3 adds up whole numbers, which is one of 32 bits at least.
  func counting(_ x: Term) -> DType {
    switch dtype(of: x) {
    case .bool, .int8, .int16: .int32
    case .uint8, .uint16: .uint32
    case let own: own
    }
  }

  /// Of whole numbers TensorFlow gives the mean without its decimals, Keras 3 with them.
  fileprivate func mean() throws -> Term {
    let x = try x()
    let own = dtype(of: x)
    guard isTensorFlow, !own.isFloat else { return try reduced(.mean, of: real(x)) }
    return try reduced(.mean, of: x(Cast(.float64)))(Cast(own))
  }

  /// −0 as the number next below 0, for Keras 3 puts it before 0 where it looks for a place.
  func belowZero(_ x: Term) throws -> Term {
    guard dtype(of: x).isFloat else { return x }
    let least = Double(
      dtype(of: x) == .float64 ? -Double.leastNormalMagnitude : -Double(Float.leastNormalMagnitude))
    let isBelow = Term.apply(
      LogicalAnd(), [.apply(Equal(), [x, 0]), .apply(Less(), [1 / x, 0])])
    let isHalf = [.float16, .bfloat16].contains(dtype(of: x))
    let wide = isHalf ? x(Cast(.float32)) : x
    return try eq("x_o", .select(isBelow, .number(least), wide), "-0 below 0, as Keras orders them")
  }

  /// Where the greatest or the smallest stands; NaN is passed over, as in TensorFlow on a CPU.
  fileprivate func place(_ kind: Reduce.Kind) throws -> Term {
    let x = try x()
    if let format = try dtype("output_type"), format.isFloat {
      throw misuse("with output_type=\(format.rawValue) is not supported")
    }
    guard let one = try integer("axis") else { throw misuse("over all axes mixes samples") }
    let axis = try axis(one, rank: x.shape.rank)
    let ordered = isTensorFlow ? x : try belowZero(x)
    return ordered(
      Reduce(kind, axes: [axis], keepsAxes: try flag("keepdims"), passesOverNaN: true))
  }
}
