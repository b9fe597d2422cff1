import Equations
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
      let gap = operands[0] - operands[1]
      guard !call.dtype(of: gap).isFloat else { return gap(Square()) }
      return try call.squared(
        call.eq("d", call.wrapped(gap), "the difference"))
    },
    OperationRule("DivideNoNan", tf: ["divide_no_nan"]) { call in
      let operands = try call.pair().map { $0.isNumber ? $0 : call.real($0) }
      if case .number(let divisor) = operands[1] {
        return divisor == 0 ? operands[0] * 0 : operands[0] / operands[1]
      }
      let isZero = Term.apply(Equal(), [operands[1], 0])
      return .select(isZero, 0, operands[0] / .select(isZero, 1, operands[1]))
    }
    .being(.takesLengthsAsNumbers),
    OperationRule("Hypot") { call in
      // Keras' own order, whose slope is none at 0; of 64 bits it goes to float64.
      let sides = try call.pair().map { term -> Term in
        if case .number(let number) = term { return .number(number.magnitude) }
        return call.real(term, call.dtype(of: term) == .int64 ? .float64 : .float32)(Abs())
      }
      let long = try call.eq("long", .maximum(sides[0], sides[1]), "the longer side")
      let short = Term.minimum(sides[0], sides[1])
      let isZero = Term.apply(Equal(), [long, 0])
      let ratio = try call.eq(
        "ratio", .select(isZero, 0, short / .select(isZero, 1, long)), "the shorter one to it")
      return long * (1 + ratio(Square()))(Sqrt())
    },
    OperationRule("Logaddexp") { call in
      let operands = try call.arrayPair().map { $0.isNumber ? $0 : call.real($0) }
      let gap = (operands[0] - operands[1])(Abs())
      return .maximum(operands[0], operands[1]) + (-gap)(Exp())(Log1p())
    },
    OperationRule("Exp2") { try ($0.realX() * .number(OperationRules.ln2))(Exp()) },
    OperationRule("Log2") { try $0.realX()(Log()) / .number(OperationRules.ln2) },
    OperationRule("Log10") { try $0.realX()(Log()) / .number(OperationRules.ln10) },
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
      let (x, y) = (operands[0], operands[1])
      // What is no number is left out beside 0; any other has a slope there.
      let isKept = Term.apply(
        LogicalOr(), [.apply(Less(), [x(Abs()), .number(.infinity)]), .apply(NotEqual(), [y, 0])])
      return .select(isKept, x, 0) * y
    },
    OperationRule(tf: ["scalar_mul"]) { call in
      let operands = try call.operands(["scalar"], ["x"])
      return call.wrapped(operands[0] * operands[1])
    }
    .being(.takesLengthsAsNumbers),
    OperationRule(tf: ["rint"]) { try $0.x()(Round()) },
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
