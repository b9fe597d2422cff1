/// Arrays as NumPy and this program print them: `[[0.1 -0.2] [inf 4.]]`, no commas.
extension Parser {
  /// The printed array that starts here; nil when it is a list as typed, or anything else.
  mutating func printedArray() throws(ExpressionError) -> Syntax? {
    guard isPrintedArray else { return nil }
    return try row(depth: 1)
  }

  /// Whether up to the closing bracket there are only numbers, and somewhere two side by side.
  ///
  /// In `[1 -2]` there are two numbers; in `[1 - 2]` and `[1-2]` there is one.
  private var isPrintedArray: Bool {
    var depth = 0
    var isAfterItem = false
    var hasNeighbours = false
    for index in place..<tokens.count {
      let token = tokens[index]
      switch token.kind {
      case .symbol("["):
        hasNeighbours = hasNeighbours || isAfterItem
        isAfterItem = false
        depth += 1
      case .symbol("]"):
        depth -= 1
        isAfterItem = true
        if depth == 0 { return hasNeighbours }
      case .symbol("-"), .symbol("−"), .symbol("+"):
        guard token.isApart || tokens[max(index - 1, 0)].isSymbol("["),
          index + 1 < tokens.count, !tokens[index + 1].isApart,
          Parser.printed(tokens[index + 1]) != nil
        else { return false }
        hasNeighbours = hasNeighbours || isAfterItem
        isAfterItem = false
      case .symbol("..."), .symbol("…"):
        hasNeighbours = true
        isAfterItem = true
      default:
        guard Parser.printed(token) != nil else { return false }
        hasNeighbours = hasNeighbours || isAfterItem
        isAfterItem = true
      }
    }
    return false
  }

  private static func printed(_ token: Token) -> Syntax.Kind? {
    switch token.kind {
    case .number(let value, let isInteger): .number(value, isInteger: isInteger)
    case .name("True", _): .truth(true)
    case .name("False", _): .truth(false)
    case .name("inf", _): .number(.infinity, isInteger: false)
    case .name("nan", _): .number(.nan, isInteger: false)
    default: nil
    }
  }

  private mutating func row(depth: Int) throws(ExpressionError) -> Syntax {
    guard depth <= Parser.deepest else {
      throw error(token.range, .tooDeep(limit: Parser.deepest))
    }
    let start = token.range.lowerBound
    try expect("[")
    var items: [Syntax] = []
    while !take("]") {
      if token.isSymbol("[") {
        items.append(try row(depth: depth + 1))
      } else {
        items.append(try printedNumber())
      }
    }
    return try node(.list(items), from: start)
  }

  private mutating func printedNumber() throws(ExpressionError) -> Syntax {
    let start = token.range.lowerBound
    if token.isSymbol("...") || token.isSymbol("…") { throw error(token.range, .cutArray) }
    let isNegative = token.isSymbol("-") || token.isSymbol("−")
    if isNegative || token.isSymbol("+") { advance() }
    guard var kind = Parser.printed(token) else { throw unexpected("a number") }
    advance()
    if isNegative, case .number(let value, let isInteger) = kind {
      kind = .number(isInteger ? 0 - value : -value, isInteger: isInteger)
    }
    return try node(kind, from: start)
  }
}
