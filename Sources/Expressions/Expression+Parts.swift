import Terms

/// What an expression is made of, for those who say more of it than its value.
extension Expression {
  /// The text as typed; of a part, its own.
  public var text: String {
    String(source.dropFirst(syntax.range.lowerBound).prefix(syntax.range.count))
  }

  /// What stands between the outermost `and`s; the expression itself where there is none.
  public var conjuncts: [Expression] {
    guard case .infix(let sign, let left, let right) = syntax.kind,
      Operators.infix[sign]?.precedence == .and
    else { return [self] }
    return part(left).conjuncts + part(right).conjuncts
  }

  /// The sides of an expression that compares: `a == b`.
  public struct Sides: Sendable {
    public let left, right: Expression
    /// `==` or `<=`, as it was typed.
    public let sign: String
  }

  /// The two sides, where the outermost operator compares.
  public var sides: Sides? {
    guard case .infix(let sign, let left, let right) = syntax.kind,
      Operators.infix[sign]?.precedence == .comparison
    else { return nil }
    return Sides(left: part(left), right: part(right), sign: sign)
  }

  /// The function whose value the expression is: `sigmoid` of `sigmoid(x @ W)`.
  public var outermostFunction: String? {
    guard case .call(let name, _, _) = syntax.kind else { return nil }
    return name.text
  }

  /// Whether it is a number as typed.
  public var isNumber: Bool { if case .number = syntax.kind { true } else { false } }
}
