import Tensors

extension Term {
  /// The term's value, given those of the values that it reads.
  package func evaluate(_ tensor: (Value) -> Tensor?) throws(Misfit) -> Tensor {
    try evaluate(limit: Computed.elementLimit) { value in tensor(value).map { Computed($0) } }
      .tensor
  }

  package func evaluate(limit: Int, _ operand: (Value) -> Computed?) throws(Misfit) -> Computed {
    switch self {
    case .value(let value):
      guard let known = operand(value) else { throw Misfit("\(value.name.ascii) has no value") }
      return known
    case .number(let number):
      return .number(number, isInteger: number == number.rounded() && abs(number) < 1e15)
    case .apply(let op, let terms):
      var operands: [Computed] = []
      for term in terms { operands.append(try term.evaluate(limit: limit, operand)) }
      return try op.apply(to: operands, limit: limit)
    case .named(let function, let terms):
      // Each operand once, however often the definition names it.
      var operands: [Computed] = []
      for term in terms { operands.append(try term.evaluate(limit: limit, operand)) }
      let places = Computed.places(for: operands, from: Int.min)
      let definition = function.definition(places.map { .value($0) })
      return try definition.evaluate(limit: limit) { value in
        let index = value.id &- Int.min
        return operands.indices.contains(index) ? operands[index] : operand(value)
      }
    }
  }
}

extension Computed {
  /// Values that stand for operands in a term, numbered from `first`.
  package static func places(for operands: [Computed], from first: Int = 0) -> [Value] {
    operands.enumerated().map { index, operand in
      let type = TensorType(operand.tensor.shape, operand.tensor.dtype)
      return Value(
        id: first + index, name: "operand", type: type, role: .intermediate, isBatched: false,
        scope: nil)
    }
  }
}
