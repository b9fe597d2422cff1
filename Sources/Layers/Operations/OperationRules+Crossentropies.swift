import Equations
import Tensors
import Terms

/// Losses of one place each, as operations between layers.
extension OperationRules {
  static let crossentropies = [
    OperationRule(tf: ["sigmoid_cross_entropy_with_logits"]) { call in
      .named(Cross.sigmoid, try call.operands(["labels"], ["logits"]))
    },
    OperationRule(tf: ["softmax_cross_entropy_with_logits", "softmax_cross_entropy_with_logits_v2"])
    { call in
      let operands = try call.operands(["labels"], ["logits"])
      return try call.softmaxEntropy(operands[0], operands[1])
    },
    OperationRule(
      tf: [
        "sparse_softmax_cross_entropy_with_logits", "sparse_softmax_cross_entropy_with_logits_v2",
      ]
    ) { call in
      let operands = try call.classesAndOutput("labels", "logits")
      return try call.entropy(ofClasses: operands[0], operands[1])
    },
    OperationRule("BinaryCrossentropy") { call in
      let operands = try call.operands(["target"], ["output"])
      if let z = try call.logits(operands[1], of: Sigmoid.self) {
        return .named(Cross.sigmoid, [operands[0], z])
      }
      let (y, p) = (operands[0], try call.clipped(operands[1]))
      return -(y * p(Log()) + (1 - y) * (1 - p)(Log()))
    },
    OperationRule("CategoricalCrossentropy") { call in
      let operands = try call.operands(["target"], ["output"])
      if let z = try call.logits(operands[1], of: Softmax.self) {
        return try call.softmaxEntropy(operands[0], z)
      }
      let axis = try call.axis(try call.integer("axis") ?? -1, rank: operands[1].shape.rank)
      let sum = operands[1](Reduce(.sum, axes: [axis], keepsAxes: true))
      let p = try call.clipped(operands[1] / sum)
      return -((operands[0] * p(Log()))(Reduce(.sum, axes: [axis])))
    },
    OperationRule("SparseCategoricalCrossentropy") { call in
      let operands = try call.classesAndOutput("target", "output")
      let rank = operands[1].shape.rank
      guard try call.axis(try call.integer("axis") ?? -1, rank: rank) == -1 else {
        throw call.misuse("over another axis than the last: Keras ends with an error")
      }
      let z = try call.logits(operands[1], of: Softmax.self)
      let isColumn = operands[0].shape.rank == rank && operands[0].shape.width == 1
      let y =
        isColumn ? operands[0](Reshape(Array(operands[0].shape.dims.dropLast()))) : operands[0]
      return try call.entropy(ofClasses: y, z ?? call.clipped(operands[1])(Log()))
    },
  ]
}

extension OperationCall {
  /// Two operands of which the second has an axis more.
  fileprivate func classesAndOutput(_ first: String, _ second: String) throws -> [Term] {
    try terms(given([[first]])) + terms(given([[second]], from: 1))
  }

  /// The logits z of an operand: itself where it is said to be, or what it is the function of, which Keras takes
  /// whatever is said; nil of other probabilities.
  fileprivate func logits(_ output: Term, of function: (some Op).Type) throws -> Term? {
    let isLogits = try flag("from_logits")
    guard let value = output.value, let made = eq.term(of: value),
      case .apply(let op, let operands) = made, type(of: op) == function, let z = operands.first,
      z.value != nil
    else { return isLogits ? output : nil }
    return eq.local("z", z)
  }

  /// Probabilities kept from 0 and 1 by Keras' epsilon.
  fileprivate func clipped(_ p: Term) throws -> Term {
    try eq("p", .maximum(.minimum(p, .number(1 - 1e-7)), .number(1e-7)), "kept from 0 and 1")
  }

  /// Along the axis that is said; labels may add up to anything.
  fileprivate func softmaxEntropy(_ y: Term, _ z: Term) throws -> Term {
    let rank = z.shape.rank
    guard y.shape == z.shape, rank > 0 else {
      throw misuse("of labels \(y.shape) and logits \(z.shape) is not supported")
    }
    let axis = try axis(try integer("axis") ?? -1, rank: rank) + rank
    let order = (0..<rank).filter { $0 != axis } + [axis]
    let sides = axis == rank - 1 ? [y, z] : [y(Permute(order)), z(Permute(order))]
    return .named(Cross.softmax, sides)
  }

  /// The cross-entropy of class numbers; TensorFlow ends with an error for a class that does not exist.
  fileprivate func entropy(ofClasses y: Term, _ z: Term) throws -> Term {
    guard z.shape.rank > 0, y.shape.dims == Array(z.shape.dims.dropLast()) else {
      throw misuse("of classes \(y.shape) and logits \(z.shape) is not supported")
    }
    let count = z.shape.width
    let places = try eq.constant("c", [count], .int32) { (0..<count).map(Double.init) }
    let classes = y(Cast(.int64))(Reshape(y.shape.dims + [1]))
    let isNone = Term.apply(
      LogicalOr(),
      [.apply(Less(), [classes, 0]), .apply(GreaterEqual(), [classes, .number(Double(count))])])
    _ = try eq.refused(where: isNone, "a class that there is not")
    let hot = Term.apply(Equal(), [classes, places])(Cast(dtype(of: z)))
    return .named(Cross.sparse, [try eq("hot", hot, "1 in the place of the class"), z])
  }
}
