import Terms

/// What an expression is made of, for those who say more of it than its value.
extension Expression {
  /// The text as typed; of a part, its own.
  package var text: String {
    String(source.dropFirst(syntax.range.lowerBound).prefix(syntax.range.count))
  }

  /// Itself and all its parts, each before those inside it.
  package var parts: [Expression] {
    var parts: [Expression] = []
    syntax.visit { parts.append(part($0)) }
    return parts
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

  /// The name that it is, or is a part of by its index: `W` of `W[0, 1]`; nil of anything else.
  package var indexedName: NameUse? {
    var node = syntax
    while case .index(let base, _) = node.kind { node = base }
    guard case .name(let name, _) = node.kind else { return nil }
    return NameUse(name: name, range: node.range)
  }

  /// What is wrong with it, or with a part of it, where something else than its text says so.
  package func error(
    _ reason: String, hint: String? = nil, at range: Range<Int>? = nil
  ) -> ExpressionError {
    ExpressionError(
      source: source, range: range ?? syntax.range,
      problem: .unavailable(Unavailable(reason, hint: hint)))
  }

  /// That Ctrl-C came while it was computed.
  package var interrupted: ExpressionError {
    ExpressionError(source: source, range: syntax.range, problem: .interrupted)
  }
}
