import Equations

/// Operations element by element.
extension OperationRules {
  static let arithmetic = [
    OperationRule("Add", tf: ["add"]) { try $0.fold { $0 + $1 } },
    OperationRule("Subtract", tf: ["subtract", "sub"]) { try $0.fold { $0 - $1 } },
    OperationRule("Multiply", tf: ["multiply", "mul"]) { try $0.fold { $0 * $1 } },
    OperationRule("TrueDivide", "Divide", tf: ["truediv", "divide"]) { try $0.fold { $0 / $1 } },
    OperationRule("Power", tf: ["pow"]) { try $0.fold { .apply(Power(), [$0, $1]) } },
    OperationRule("Mod", tf: ["floormod", "mod"]) { try $0.fold { .apply(Modulo(), [$0, $1]) } },
    OperationRule("Maximum", tf: ["maximum"]) { try $0.fold { .maximum($0, $1) } },
    OperationRule("Minimum", tf: ["minimum"]) { try $0.fold { .minimum($0, $1) } },
    OperationRule("Negative", tf: ["negative", "neg"]) { -(try $0.x()) },
    OperationRule("Absolute", "Abs", tf: ["abs"]) { try $0.x()(Abs()) },
    OperationRule("Square", tf: ["square"]) { try $0.x()(Square()) },
    OperationRule("Sqrt", tf: ["sqrt"]) { try $0.x()(Sqrt()) },
    OperationRule("Rsqrt", tf: ["rsqrt"]) { try $0.x()(Rsqrt()) },
    OperationRule("Reciprocal", tf: ["reciprocal"]) { 1 / (try $0.x()) },
    OperationRule("Sign", tf: ["sign"]) { try $0.x()(Sign()) },
    OperationRule("Floor", tf: ["floor"]) { try $0.x()(Floor()) },
    OperationRule("Ceil", tf: ["ceil"]) { try $0.x()(Ceil()) },
    OperationRule("Round", tf: ["round"]) { try $0.x()(Round()) },
    OperationRule("Clip", tf: ["clip_by_value"]) { call in
      let low = call.number("x_min", "clip_value_min")
      let high = call.number("x_max", "clip_value_max")
      guard let low, let high else { throw call.misuse("without two numbers as bounds") }
      return .minimum(.maximum(try call.x(), .number(low)), .number(high))
    },
  ]

  static let comparisons = [
    OperationRule("Equal", tf: ["equal", "eq"]) { .apply(Equal(), try $0.operands(2)) },
    OperationRule("NotEqual", tf: ["not_equal", "ne"]) { .apply(NotEqual(), try $0.operands(2)) },
    OperationRule("Greater", tf: ["greater"]) { .apply(Greater(), try $0.operands(2)) },
    OperationRule("GreaterEqual", tf: ["greater_equal"]) { call in
      .apply(GreaterEqual(), try call.operands(2))
    },
    OperationRule("Less", tf: ["less"]) { .apply(Less(), try $0.operands(2)) },
    OperationRule("LessEqual", tf: ["less_equal"]) { .apply(LessEqual(), try $0.operands(2)) },
    OperationRule("LogicalAnd", tf: ["logical_and"]) { .apply(LogicalAnd(), try $0.operands(2)) },
    OperationRule("LogicalOr", tf: ["logical_or"]) { .apply(LogicalOr(), try $0.operands(2)) },
    OperationRule("LogicalNot", tf: ["logical_not"]) { try $0.x()(LogicalNot()) },
    OperationRule("Isnan", tf: ["is_nan"]) { try $0.x()(IsNaN()) },
    OperationRule("Where", tf: ["where", "where_v2"]) { call in
      let operands = try call.operands(3)
      return .select(operands[0], operands[1], operands[2])
    },
  ]
}

extension OperationCall {
  /// Two operands joined.
  fileprivate func fold(_ body: (Term, Term) -> Term) throws -> Term {
    let operands = try operands(2)
    return body(operands[0], operands[1])
  }
}
