import Terms

/// What an expression is made of, for those who say more of it than its value.
extension Expression {
  /// The text as typed; of a part, its own.
  package var text: String {
    String(source.dropFirst(syntax.range.lowerBound).prefix(syntax.range.count))
  }

  /// What stands between the outermost `and`s; the expression itself where there is none.
  package var conjuncts: [Expression] {
    guard case .infix(let sign, let left, let right) = syntax.kind,
      Operators.infix[sign]?.precedence == .and
    else { return [self] }
    return part(left).conjuncts + part(right).conjuncts
  }

  /// The sides of an expression that compares: `a == b`.
  package struct Sides: Sendable {
    package let left, right: Expression
    /// `==` or `<=`, as it was typed.
    package let sign: String
  }

  /// The two sides, where the outermost operator compares.
  package var sides: Sides? {
    guard case .infix(let sign, let left, let right) = syntax.kind,
      Operators.infix[sign]?.precedence == .comparison
    else { return nil }
    return Sides(left: part(left), right: part(right), sign: sign)
  }

  /// The function whose value the expression is: `sigmoid` of `sigmoid(x @ W)`.
  package var outermostFunction: String? {
    guard case .call(let name, _, _) = syntax.kind else { return nil }
    return name.text
  }

  /// Whether it is a number as typed.
  package var isNumber: Bool { if case .number = syntax.kind { true } else { false } }
}
