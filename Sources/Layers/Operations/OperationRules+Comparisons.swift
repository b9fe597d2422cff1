import Equations
import Tensors
import Terms

/// Comparisons element by element, and choices by them.
extension OperationRules {
  static let comparisons = [
    OperationRule("Equal", tf: ["equal", "eq"]) { .apply(Equal(), try $0.comparedPair()) }
      .being(.takesLengthsAsNumbers, .comparesLengths)
      .ofLengths { call in try call.compared(Equal()) { $0 == $1 } },
    OperationRule("NotEqual", tf: ["not_equal", "ne"]) { .apply(NotEqual(), try $0.comparedPair()) }
      .being(.takesLengthsAsNumbers, .comparesLengths)
      .ofLengths { call in try call.compared(NotEqual()) { $0 != $1 } },
    OperationRule("Greater", tf: ["greater"]) { .apply(Greater(), try $0.comparedPair()) }
      .being(.takesLengthsAsNumbers, .comparesLengths)
      .ofLengths { call in try call.compared(Greater()) { $0 > $1 } },
    OperationRule("GreaterEqual", tf: ["greater_equal"]) {
      .apply(GreaterEqual(), try $0.comparedPair())
    }
    .being(.takesLengthsAsNumbers, .comparesLengths)
    .ofLengths { call in try call.compared(GreaterEqual()) { $0 >= $1 } },
    OperationRule("Less", tf: ["less"]) { .apply(Less(), try $0.comparedPair()) }
      .being(.takesLengthsAsNumbers, .comparesLengths)
      .ofLengths { call in try call.compared(Less()) { $0 < $1 } },
    OperationRule("LessEqual", tf: ["less_equal"]) { .apply(LessEqual(), try $0.comparedPair()) }
      .being(.takesLengthsAsNumbers, .comparesLengths)
      .ofLengths { call in try call.compared(LessEqual()) { $0 <= $1 } },
    OperationRule("LogicalAnd", tf: ["logical_and"]) { .apply(LogicalAnd(), try $0.pair()) }
      .being(.takesLengthsAsNumbers),
    OperationRule("LogicalOr", tf: ["logical_or"]) { .apply(LogicalOr(), try $0.pair()) }
      .being(.takesLengthsAsNumbers),
    OperationRule("LogicalNot", tf: ["logical_not"]) { try $0.x()(LogicalNot()) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Isnan", tf: ["is_nan"]) { try $0.x()(IsNaN()) },
    OperationRule("Where", tf: ["where", "where_v2"]) { try $0.choice() }
      .being(.takesLengthsAsNumbers).ofLengths { try $0.chosenAmongLengths() },
  ]
}

extension OperationCall {
  /// `condition ? x : y`; the condition's format says nothing about the result's.
  fileprivate func choice() throws -> Term {
    let condition = try given([["condition"]])
    let sides = try given([["x1", "x"], ["x2", "y"]], from: 1)
    var operands = try aligned(terms(condition) + terms(sides))
    if operands[1...].allSatisfy(\.isNumber) {
      // Two whole numbers of Python give whole numbers.
      let format = sides.contains(where: \.holdsDecimals) ? eq.precision : .int32
      if let format { operands[1...] = operands[1...].map { $0(Cast(format)) }[...] }
    }
    return .select(operands[0], operands[1], operands[2])
  }
}
