import Terms

/// Reads tokens into a tree by operator precedence.
struct Parser {
  let source: String
  let tokens: [Token]
  var place = 0
  private var depth = 0

  /// How deep expressions may stand in each other.
  static let deepest = 200

  init(_ source: String, _ tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  /// The whole text as one expression.
  mutating func run() throws(ExpressionError) -> Syntax {
    if token.kind == .end { throw error(0..<1, .empty) }
    let result = try expression(.choice)
    guard token.kind == .end else { throw unexpected(ExpressionError.operatorOrEnd) }
    return result
  }

  // MARK: Tokens

  var token: Token { tokens[min(place, tokens.count - 1)] }
  var nextToken: Token { tokens[min(place + 1, tokens.count - 1)] }
  /// Where the text read so far ends.
  var endOfLast: Int { place > 0 ? tokens[place - 1].range.upperBound : 0 }

  mutating func advance() { place = min(place + 1, tokens.count - 1) }

  mutating func take(_ symbol: String) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String) throws(ExpressionError) {
    guard take(symbol) else { throw unexpected(symbol) }
  }

  func error(_ range: Range<Int>, _ problem: ExpressionError.Problem) -> ExpressionError {
    ExpressionError(source: source, range: range, problem: problem)
  }

  func unexpected(_ expected: String? = nil) -> ExpressionError {
    let range = token.range
    switch token.kind {
    case .end:
      return error(range.lowerBound..<range.lowerBound + 1, .missing(expected: expected ?? "more"))
    case .symbol("="): return error(range, .assignment)
    case .symbol(let text), .name(let text, _), .quoted(let text):
      return error(range, .unexpected(found: text, expected: expected))
    case .number: return error(range, .unexpected(found: "a number", expected: expected))
    }
  }

  /// A node, unless it is too deep.
  func node(_ kind: Syntax.Kind, from start: Int) throws(ExpressionError) -> Syntax {
    let node = Syntax(kind, start..<max(endOfLast, start))
    guard node.height <= Parser.deepest else {
      throw error(node.range, .tooDeep(limit: Parser.deepest))
    }
    return node
  }

  // MARK: Operators

  /// An expression whose operators bind at least as tightly as `least`.
  mutating func expression(_ least: Formula.Precedence) throws(ExpressionError) -> Syntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.deepest else {
      throw error(token.range, .tooDeep(limit: Parser.deepest))
    }
    let start = token.range.lowerBound
    var left = try prefix()
    while let symbol = token.spelling, let infix = Operators.infix[symbol],
      infix.precedence >= least
    {
      advance()
      let right = try expression(Parser.right(of: infix.precedence))
      left = try node(.infix(symbol, left, right), from: start)
      if infix.precedence == .comparison, let next = token.spelling,
        Operators.infix[next]?.precedence == .comparison
      {
        throw error(token.range, .chainedComparison)
      }
    }
    guard least == .choice, take("?") else { return left }
    let yes = try expression(.or)
    try expect(":")
    let no = try expression(.choice)
    return try node(.choice(left, yes, no), from: start)
  }

  /// How tightly the right operand binds: tighter, so that `a − b − c` is `(a − b) − c`; a power's
  /// takes signs and powers, `a ** -b ** c`.
  private static func right(of precedence: Formula.Precedence) -> Formula.Precedence {
    if precedence == .power { return .sign }
    return Formula.Precedence(rawValue: precedence.rawValue + 1) ?? .atom
  }

  private mutating func prefix() throws(ExpressionError) -> Syntax {
    let start = token.range.lowerBound
    switch token.spelling {
    case "-", "−":
      advance()
      let isBare = !token.isSymbol("(") && !token.isSymbol("-") && !token.isSymbol("−")
      let operand = try expression(.sign)
      if isBare, case .number(let value, let isInteger) = operand.kind {
        return try node(.number(isInteger ? 0 - value : -value, isInteger: isInteger), from: start)
      }
      return try node(.negation(operand), from: start)
    case "+":
      advance()
      return try expression(.sign)
    case "~":
      advance()
      let operand = try expression(.sign)
      return try node(.complement(operand), from: start)
    case "not", "¬":
      advance()
      let operand = try expression(.not)
      return try node(.inversion(operand), from: start)
    case OverSamples.sign where !nextToken.isSymbol("="):
      let name = Syntax.Name(text: "sum_samples", range: token.range)
      advance()
      let operand = Syntax.Argument(name: nil, value: try expression(.product))
      return try node(.call(name, receiver: nil, [operand]), from: start)
    default:
      return try postfix()
    }
  }
}
