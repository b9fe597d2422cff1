import Tensors

/// A gradient as a person would write it: no factor 1, no summand 0, no double negation.
extension Term {
  /// The same in every number, with fewer parts.
  package var simplified: Term {
    let term = with(children.map(\.simplified))
    guard case .apply(let op, let operands) = term,
      let simpler = Term.simpler(op, operands, term.shape)
    else { return term }
    return simpler.simplified
  }

  private static func simpler(_ op: any Op, _ operands: [Term], _ shape: @autoclosure () -> Shape)
    -> Term?
  {
    switch op {
    case is Multiply: product(operands[0], operands[1])
    case is Add: sum(operands[0], operands[1])
    case is Subtract: difference(operands[0], operands[1])
    case is Divide: operands[1].isNumber(1) ? operands[0] : nil
    case is Negate: operands[0].negated
    case is Power: operands[1].isNumber(1) ? operands[0] : nil
    case is Select: operands[1] == operands[2] && operands[1].isNumber ? operands[1] : nil
    case is Reshape, is BroadcastTo: operands[0].shape == shape() ? operands[0] : nil
    case let permute as Permute: twice(permute, operands[0])
    default: nil
    }
  }

  private static func product(_ a: Term, _ b: Term) -> Term? {
    switch (a, b) {
    case (.number(let x), .number(let y)): return .number(x * y)
    case (.number(1), _): return b
    case (_, .number(1)): return a
    case (.number(-1), _): return -b
    case (_, .number(-1)): return -a
    case (.number(let x), .apply(let op, let inner)) where op is Multiply:
      if case .number(let y) = inner[0] { return .number(x * y) * inner[1] }
    default: break
    }
    if let inner = a.operandOfNegation { return -(inner * b) }
    if let inner = b.operandOfNegation { return -(a * inner) }
    // What counts only where a condition holds does so in a product as well.
    if let (condition, inner) = a.choiceOrNothing { return .select(condition, inner * b, 0) }
    if let (condition, inner) = b.choiceOrNothing { return .select(condition, a * inner, 0) }
    return nil
  }

  private static func sum(_ a: Term, _ b: Term) -> Term? {
    if a.isNumber(0) { return b }
    if b.isNumber(0) { return a }
    if let inner = b.operandOfNegation { return a - inner }
    if case .apply(let op, let left) = a, op is Select,
      case .apply(let other, let right) = b, other is Select, left[0] == right[0]
    {
      if left[2].isNumber(0), right[1].isNumber(0) { return .select(left[0], left[1], right[2]) }
      if left[1].isNumber(0), right[2].isNumber(0) { return .select(left[0], right[1], left[2]) }
    }
    return nil
  }

  private static func difference(_ a: Term, _ b: Term) -> Term? {
    if b.isNumber(0) { return a }
    if a.isNumber(0) { return -b }
    return b.operandOfNegation.map { a + $0 }
  }

  /// What the negation of the term is, where that is simpler.
  private var negated: Term? {
    if case .number(let number) = self { return .number(-number) }
    return operandOfNegation ?? turned
  }

  /// `2·(b − a)` for `−2·(a − b)`: a difference turned round, by itself or in a product.
  private var turned: Term? {
    guard case .apply(let op, let operands) = self else { return nil }
    if op is Subtract { return operands[1] - operands[0] }
    guard op is Multiply else { return nil }
    if let right = operands[1].turned { return operands[0] * right }
    return operands[0].turned.map { $0 * operands[1] }
  }

  private static func twice(_ permute: Permute, _ operand: Term) -> Term? {
    guard case .apply(let op, let inner) = operand, let other = op as? Permute,
      permute.order == nil, other.order == nil
    else { return nil }
    return inner[0]
  }

  private var operandOfNegation: Term? {
    guard case .apply(let op, let operands) = self, op is Negate else { return nil }
    return operands[0]
  }

  /// `c ? a : 0`, taken apart.
  private var choiceOrNothing: (condition: Term, inner: Term)? {
    guard case .apply(let op, let operands) = self, op is Select, operands[2].isNumber(0),
      !operands[1].isNumber
    else { return nil }
    return (operands[0], operands[1])
  }

  var isNumber: Bool { if case .number = self { true } else { false } }

  private func isNumber(_ wanted: Double) -> Bool {
    if case .number(let number) = self { number == wanted } else { false }
  }
}
