import Tensors
import Terms

/// Functions of numbers that are made of others.
extension OperationRules {
  static let numeric = [
    OperationRule("FloorDivide", tf: ["floordiv", "floor_div"]) { try $0.floored() }
      .being(.takesLengthsAsNumbers)
      .ofLengths { call in try call.joined({ ($0 / $1)(Floor()) }) { try call.quotient($0, $1) } },
    OperationRule("LogicalXor", tf: ["logical_xor"]) { call in
      .apply(NotEqual(), try call.pair().map { .apply(NotEqual(), [$0, 0]) })
    },
    OperationRule(tf: ["squared_difference"]) { call in
      let operands = try call.pair()
      return call.wrapped((operands[0] - operands[1])(Square()))
    },
    OperationRule("DivideNoNan", tf: ["divide_no_nan"]) { call in
      let operands = try call.pair().map { $0.isNumber ? $0 : call.real($0) }
      let isZero = Term.apply(Equal(), [operands[1], 0])
      return .select(isZero, 0, operands[0] / .select(isZero, 1, operands[1]))
    }
    .being(.takesLengthsAsNumbers),
    OperationRule("Hypot") { call in
      let operands = try call.pair().map { $0.isNumber ? $0 : call.real($0) }
      return (operands[0](Square()) + operands[1](Square()))(Sqrt())
    },
    OperationRule("Logaddexp") { call in
      let operands = try call.pair().map { $0.isNumber ? $0 : call.real($0) }
      let gap = (operands[0] - operands[1])(Abs())
      return .maximum(operands[0], operands[1]) + (-gap)(Exp())(Log1p())
    },
    OperationRule("Exp2") { try ($0.realX() * .number(OperationRules.ln2))(Exp()) },
    OperationRule("Log2") { try $0.realX()(Log()) / .number(OperationRules.ln2) },
    OperationRule("Log10") { try $0.realX()(Log()) / .number(OperationRules.ln10) },
    OperationRule("Sinh", tf: ["sinh"]) { call in
      let x = try call.realX()
      return (x(Expm1()) - (-x)(Expm1())) / 2
    },
    OperationRule("Cosh", tf: ["cosh"]) { call in
      let x = try call.realX()
      return (x(Exp()) + (-x)(Exp())) / 2
    },
    OperationRule("Tan", tf: ["tan"]) { call in
      let x = try call.realX()
      return x(Sin()) / x(Cos())
    },
    OperationRule("Arcsinh", tf: ["asinh"]) { call in
      let x = try call.realX()
      let square = x(Square())
      return x(Sign()) * (x(Abs()) + square / (1 + (1 + square)(Sqrt())))(Log1p())
    },
    OperationRule("Arctanh", tf: ["atanh"]) { call in
      let x = try call.realX()
      return (x(Log1p()) - (-x)(Log1p())) / 2
    },
    OperationRule("Arccosh", tf: ["acosh"]) { call in
      let x = try call.realX()
      return (x + ((x - 1)(Sqrt()) * (x + 1)(Sqrt())))(Log())
    },
    OperationRule("Deg2rad") { try $0.realX() * .number(.pi / 180) },
    OperationRule("Rad2deg") { try $0.realX() * .number(180 / .pi) },
    OperationRule("Fabs") { try $0.realX()(Abs()) },
    OperationRule("Trunc") { call in
      let x = try call.x()
      return x(Sign()) * x(Abs())(Floor())
    },
    OperationRule("Isfinite", tf: ["is_finite"]) { call in
      .apply(Less(), [try call.realX()(Abs()), .number(.infinity)])
    },
    OperationRule("Isinf", tf: ["is_inf"]) { call in
      .apply(Equal(), [try call.realX()(Abs()), .number(.infinity)])
    },
    OperationRule("Real", "Conjugate", "Conj", tf: ["real", "conj"]) {
      try $0.operands(["x", "input"])[0]
    },
    OperationRule("Fmax") { try $0.unless { .maximum($0, $1) } },
    OperationRule("Fmin") { try $0.unless { .minimum($0, $1) } },
    OperationRule("NanToNum") { call in
      try call.finite(
        nan: call.number("nan") ?? 0, high: call.number("posinf"), low: call.number("neginf"))
    },
    OperationRule(tf: ["multiply_no_nan"]) { call in
      let operands = try call.operands(["x"], ["y"])
      return .select(.apply(Equal(), [operands[1], 0]), 0, operands[0] * operands[1])
    },
    OperationRule(tf: ["scalar_mul"]) { call in
      let operands = try call.operands(["scalar"], ["x"])
      return call.wrapped(operands[0] * operands[1])
    }
    .being(.takesLengthsAsNumbers),
    OperationRule(tf: ["rint"]) { try $0.x()(Round()) },
    OperationRule(tf: ["crelu"]) { call in
      let x = try call.operands(["features"])[0]
      let axis = try call.axis(try call.integer("axis") ?? -1, rank: x.shape.rank)
      return .apply(Concatenate(axis: axis), [x(Relu()), (-x)(Relu())])
    },
    OperationRule("Celu") { call in
      let x = try call.realX()
      let alpha = try call.number("alpha") ?? 1
      return .maximum(x, 0) + .minimum(.number(alpha) * (x / .number(alpha))(Expm1()), 0)
    },
    OperationRule("HardShrink") { call in
      let x = try call.realX()
      let threshold = try call.number("threshold") ?? 0.5
      return .select(.apply(Greater(), [x(Abs()), .number(threshold)]), x, 0)
    },
    OperationRule("SoftShrink") { call in
      let x = try call.realX()
      let threshold = Term.number(try call.number("threshold") ?? 0.5)
      let shrunk = Term.maximum(x(Abs()) - threshold, 0)
      return x(Sign()) * shrunk
    },
    OperationRule("Squareplus") { call in
      let x = try call.realX()
      return (x + (x(Square()) + .number(try call.number("b") ?? 4))(Sqrt())) / 2
    },
    OperationRule("Threshold") { call in
      let x = try call.realX()
      let limit = try call.number("threshold") ?? 0
      let other = try call.number("default_value") ?? 0
      return .select(.apply(Greater(), [x, .number(limit)]), x, .number(other))
    },
    OperationRule("Glu") { call in
      let x = try call.realX()
      let rank = x.shape.rank
      let axis = try call.axis(try call.integer("axis") ?? -1, rank: rank) + rank
      let half = x.shape[axis] / 2
      func part(_ range: Range<Int>) -> Term {
        x(
          Slice(
            [Slice.Index](repeating: .all, count: axis)
              + [.range(range.lowerBound, range.upperBound, step: nil)]))
      }
      guard x.shape[axis] % 2 == 0 else { throw call.misuse("of an odd length") }
      return part(0..<half) * part(half..<2 * half)(Sigmoid())
    },
  ]

  fileprivate static let ln2 = 0.693147180559945309417
  static let ln10 = 2.30258509299404568402
}

extension OperationCall {
  /// The only operand, as a float.
  func realX() throws -> Term { real(try x()) }

  /// The greatest finite number of a term's format.
  fileprivate func greatest(_ x: Term) -> Double {
    switch dtype(of: x) {
    case .float64: Double.greatestFiniteMagnitude
    case .float16: 65_504
    case .bfloat16: 0x1.fep127
    default: Double(Float.greatestFiniteMagnitude)
    }
  }

  /// The only operand, with finite numbers in the place of what is none: the ends of its format unless others are told.
  func finite(nan: Double, high: Double? = nil, low: Double? = nil) throws -> Term {
    let x = try x()
    // Whole numbers are all finite.
    guard dtype(of: x).isFloat else { return x }
    let bounds = greatest(x)
    let y = Term.select(x(IsNaN()), .number(nan), x)
    let upper = Term.select(
      .apply(Equal(), [y, .number(.infinity)]), .number(high ?? bounds), y)
    return .select(
      .apply(Equal(), [upper, .number(-Double.infinity)]), .number(low ?? -bounds), upper)
  }

  /// The greater or the less of two, NaN passed over.
  fileprivate func unless(_ choose: (Term, Term) -> Term) throws -> Term {
    let operands = try pair()
    let (a, b) = (operands[0], operands[1])
    return .select(a(IsNaN()), b, .select(b(IsNaN()), a, choose(a, b)))
  }

  /// `⌊a/b⌋`, of whole numbers too.
  fileprivate func floored() throws -> Term {
    let operands = try pair()
    let own = operands.filter { !$0.isNumber }.map(dtype(of:)).reduce(DType.bool) {
      $0.promoted(with: $1)
    }
    guard !own.isFloat else { return (operands[0] / operands[1])(Floor()) }
    try refuseZero(operands[1])
    let wide = operands.map { $0.isNumber ? $0 : $0(Cast(.float64)) }
    return (wide[0] / wide[1])(Floor())(Cast(own))
  }
}
