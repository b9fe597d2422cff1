import Tensors
import Terms

/// Operations element by element.
extension OperationRules {
  static let arithmetic = [
    OperationRule("Add", tf: ["add"]) { call in
      try call.fold { call.isTensorFlow ? $0 + $1 : try call.eq.sum($0, $1, call.version) }
    }
    .being(.takesLengthsAsNumbers)
    .ofLengths { call in try call.joined({ $0 + $1 }) { try call.sum($0, $1) } },
    OperationRule("Subtract", tf: ["subtract", "sub"]) { try $0.fold { $0 - $1 } }
      .being(.takesLengthsAsNumbers)
      .ofLengths { call in
        try call.joined({ $0 - $1 }) { try call.sum($0, $1, sign: -1) }
      },
    OperationRule("Multiply", tf: ["multiply", "mul"]) { try $0.fold { $0 * $1 } }
      .being(.takesLengthsAsNumbers)
      .ofLengths { call in try call.joined({ $0 * $1 }) { try call.product($0, $1) } },
    OperationRule("TrueDivide", "Divide", tf: ["truediv", "divide"]) { try $0.quotient() }
      .being(.takesLengthsAsNumbers),
    OperationRule("Power", tf: ["pow"]) { try $0.power() }
      .being(.takesLengthsAsNumbers),
    OperationRule("Mod", tf: ["floormod", "mod"]) { call in
      let operands = try call.arrayPair(["x1", "x", "a"], ["x2", "y", "b", "other"])
      try call.refuseZero(operands[1], beside: operands[0])
      return call.wrapped(.apply(Modulo(), operands))
    }
    .being(.takesLengthsAsNumbers),
    OperationRule("Maximum", tf: ["maximum"]) { try $0.fold { .maximum($0, $1) } }
      .being(.takesLengthsAsNumbers),
    OperationRule("Minimum", tf: ["minimum"]) { try $0.fold { .minimum($0, $1) } }
      .being(.takesLengthsAsNumbers),
    OperationRule("Negative", tf: ["negative", "neg"]) { $0.wrapped(-(try $0.x())) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Absolute", "Abs", tf: ["abs"]) { $0.wrapped(try $0.x()(Abs())) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Square", tf: ["square"]) { try $0.squared($0.x()) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Sqrt", tf: ["sqrt"]) { try $0.real($0.x())(Sqrt()) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Rsqrt", tf: ["rsqrt"]) { try $0.real($0.x())(Rsqrt()) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Reciprocal", tf: ["reciprocal"]) { 1 / (try $0.real($0.x())) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Sign", tf: ["sign"]) { try $0.x()(Sign()) },
    OperationRule("Floor", tf: ["floor"]) { try $0.x()(Floor()) },
    OperationRule("Ceil", tf: ["ceil"]) { try $0.x()(Ceil()) },
    OperationRule("Round", tf: ["round"]) { try $0.rounded() },
    OperationRule("Clip", tf: ["clip_by_value"]) { call in
      // Where the bounds are the wrong way round the lower one wins, as in TensorFlow.
      let operands = try call.operands(
        ["x", "t"], ["x_min", "clip_value_min"], ["x_max", "clip_value_max"])
      return .maximum(.minimum(operands[0], operands[2]), operands[1])
    },
  ]

}

extension OperationCall {
  /// Two operands joined; what comes of whole numbers is kept in their format.
  fileprivate func fold(_ body: (Term, Term) throws -> Term) throws -> Term {
    let operands = try pair()
    return wrapped(try body(operands[0], operands[1]))
  }

  /// Whole numbers to the power of a tensor's pass what any format here holds, and Keras' start
  /// again at the other end.
  fileprivate func power() throws -> Term {
    let operands = try pair()
    let y = Term.apply(Power(), operands)
    if case .number(let exponent) = operands[1], let whole = Int(exactly: exponent),
      !operands[0].isNumber, !dtype(of: y).isFloat
    {
      guard whole >= 0 else {
        throw misuse("of whole numbers and \(whole): Keras ends with an error below 0")
      }
      guard whole <= 1 << 20 else { throw misuse("with exponent \(whole) is not supported") }
      if isLong(dtype(of: y), factors: whole) { return try longPower(operands[0], whole) }
    }
    guard !dtype(of: y).isFloat, !operands[1].isNumberOfAFormat, !operands[1].isNumber else {
      return wrapped(y)
    }
    throw misuse("of whole numbers, with exponents of a tensor, is not supported")
  }

  /// `x²`; a truth value's is a whole number in Keras 3.
  func squared(_ x: Term) throws -> Term {
    if dtype(of: x) == .bool, !isTensorFlow { return x(Cast(.int32)) }
    return isLong(dtype(of: x), factors: 2) ? wrapped(x * x) : wrapped(x(Square()))
  }

  /// TensorFlow divides whole numbers of 32 bits and more in float64, Keras 3 in float32.
  fileprivate func quotient() throws -> Term {
    let operands = try pair()
    let formats = operands.filter { !$0.isNumber }.map(dtype(of:))
    guard !formats.contains(where: \.isFloat) else { return operands[0] / operands[1] }
    let isWide = !Set(formats).isDisjoint(with: [.int32, .int64, .uint32, .uint64])
    let format: DType = isTensorFlow && isWide ? .float64 : .float32
    let parts = operands.map { $0.isNumber ? $0 : real($0, format) }
    return parts[0] / parts[1]
  }

  /// Rounded to some decimals: `round(x · 10ᵈ) / 10ᵈ`.
  fileprivate func rounded() throws -> Term {
    let x = try x()
    let decimals = try integer("decimals") ?? 0
    guard decimals != 0 else { return x(Round()) }
    guard (-30...30).contains(decimals) else { throw misuse("to \(decimals) decimals") }
    let factor = Term.number(
      (0..<decimals.magnitude).reduce(1.0) { number, _ in
        decimals > 0 ? number * 10 : number / 10
      })
    let dtype = dtype(of: x)
    guard !dtype.isFloat else { return (x * factor)(Round()) / factor }
    guard decimals < 0 else { return x }
    return ((x(Cast(.float32)) * factor)(Round()) / factor)(Cast(dtype))
  }

}

extension Term {
  /// Whether it is `int64(2)`, a plain number in a format of its own.
  fileprivate var isNumberOfAFormat: Bool {
    if case .apply(let op, let operands) = self, op is Cast {
      operands.allSatisfy(\.isNumber)
    } else {
      false
    }
  }
}
