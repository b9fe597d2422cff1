import Terms

/// Numbers, names, brackets, calls, indices.
extension Parser {
  /// A primary with what follows it: `[…]`, `.T`, `.sum()`, `ᵀ`, `²`.
  mutating func postfix() throws(ExpressionError) -> Syntax {
    let start = token.range.lowerBound
    var result = try primary()
    while true {
      if take("ᵀ") {
        let name = Syntax.Name(text: "T", range: tokens[place - 1].range)
        result = try node(.attribute(result, name), from: start)
      } else if take("²") {
        let name = Syntax.Name(text: Square.name, range: tokens[place - 1].range)
        let operand = Syntax.Argument(name: nil, value: result)
        result = try node(.call(name, receiver: nil, [operand]), from: start)
      } else if take("[") {
        let subscripts = try subscripts()
        result = try node(.index(result, subscripts), from: start)
      } else if take(".") {
        let name = try word("the name of a method")
        if take("(") {
          let arguments = try arguments()
          result = try node(.call(name, receiver: result, arguments), from: start)
        } else {
          result = try node(.attribute(result, name), from: start)
        }
      } else {
        return result
      }
    }
  }

  private mutating func word(_ expected: String) throws(ExpressionError) -> Syntax.Name {
    guard case .name(let text, _) = token.kind else { throw unexpected(expected) }
    let name = Syntax.Name(text: text, range: token.range)
    advance()
    return name
  }

  private mutating func primary() throws(ExpressionError) -> Syntax {
    let start = token.range.lowerBound
    switch token.kind {
    case .number(let value, let isInteger):
      advance()
      return try node(.number(value, isInteger: isInteger), from: start)
    case .quoted(let name):
      advance()
      return try node(.name(name, whole: name), from: start)
    case .name(let text, let whole):
      return try named(text, whole)
    case .symbol("("):
      return try brackets()
    case .symbol("["):
      return try list()
    case .symbol, .end:
      throw unexpected("a value")
    }
  }

  /// A name, a constant or a call; `np.` and its like before a function are taken off.
  private mutating func named(_ text: String, _ whole: String) throws(ExpressionError) -> Syntax {
    let start = token.range.lowerBound
    if let constant = Parser.constants[text] {
      advance()
      return try node(constant, from: start)
    }
    guard !Operators.reserved.contains(text) else { throw unexpected("a value") }
    if Parser.libraries.contains(text), nextToken.isSymbol(".") {
      advance()
      try expect(".")
      return try qualified(from: start)
    }
    let name = try word("a name")
    guard take("(") else { return try node(.name(text, whole: whole), from: start) }
    let arguments = try arguments()
    return try node(.call(name, receiver: nil, arguments), from: start)
  }

  /// What follows `np.` or `keras.ops.`: a function or a constant.
  private mutating func qualified(from start: Int) throws(ExpressionError) -> Syntax {
    while let text = token.spelling, Parser.sections.contains(text), nextToken.isSymbol(".") {
      advance()
      try expect(".")
    }
    let name = try word("a function")
    if take("(") {
      let arguments = try arguments()
      return try node(.call(name, receiver: nil, arguments), from: start)
    }
    let constant = name.text == "e" ? Parser.euler : Parser.constants[name.text]
    return try node(constant ?? .name(name.text, whole: name.text), from: start)
  }

  /// Whether a word is a constant, or a library's name that is taken off.
  static func isReserved(_ word: String) -> Bool {
    libraries.contains(word) || constants[word] != nil
  }

  private static let libraries: Set<String> = ["np", "numpy", "tf", "keras", "ops", "jnp"]
  private static let sections: Set<String> = [
    "ops", "nn", "math", "activations", "linalg", "random", "numpy",
  ]
  /// `np.e`; without `np.` an e may be a value.
  private static let euler = Syntax.Kind.number(2.718281828459045, isInteger: false)
  private static let constants: [String: Syntax.Kind] = [
    "True": .truth(true), "False": .truth(false), "None": .none, "newaxis": .none,
    "inf": .number(.infinity, isInteger: false), "nan": .number(.nan, isInteger: false),
    "pi": .number(.pi, isInteger: false), "π": .number(.pi, isInteger: false),
  ]

  // MARK: Brackets

  /// `(a)`, `(a, b)`, `()`.
  private mutating func brackets() throws(ExpressionError) -> Syntax {
    let start = token.range.lowerBound
    try expect("(")
    if take(")") { return try node(.tuple([]), from: start) }
    let first = try expression(.choice)
    if take(")") { return try node(first.kind, from: start) }
    var items = [first]
    while take(",") {
      if token.isSymbol(")") { break }
      items.append(try expression(.choice))
    }
    try expect(")")
    return try node(.tuple(items), from: start)
  }

  /// `[a, b]`, or an array as it is printed.
  private mutating func list() throws(ExpressionError) -> Syntax {
    if let printed = try printedArray() { return printed }
    let start = token.range.lowerBound
    try expect("[")
    var items: [Syntax] = []
    while !token.isSymbol("]") {
      items.append(try expression(.choice))
      if !take(",") { break }
    }
    try expect("]")
    return try node(.list(items), from: start)
  }

  /// `x, axis=0)`: to the closing bracket.
  private mutating func arguments() throws(ExpressionError) -> [Syntax.Argument] {
    var result: [Syntax.Argument] = []
    while !token.isSymbol(")") {
      var name: Syntax.Name?
      if case .name(let text, _) = token.kind, nextToken.isSymbol("=") {
        name = Syntax.Name(text: text, range: token.range)
        advance()
        advance()
      }
      result.append(Syntax.Argument(name: name, value: try expression(.choice)))
      if !take(",") { break }
    }
    try expect(")")
    return result
  }

  /// `0, :, 2:8:-1]`: to the closing bracket.
  private mutating func subscripts() throws(ExpressionError) -> [Syntax.Subscript] {
    var result: [Syntax.Subscript] = []
    while !token.isSymbol("]") {
      result.append(try oneSubscript())
      if !take(",") { break }
    }
    guard !result.isEmpty else { throw unexpected("an index") }
    try expect("]")
    return result
  }

  private mutating func oneSubscript() throws(ExpressionError) -> Syntax.Subscript {
    if take("...") || take("…") { return .ellipsis }
    let start = try bound()
    guard take(":") else {
      guard let start else { throw unexpected("an index") }
      if case .none = start.kind { return .newAxis }
      return .at(start)
    }
    let stop = try bound()
    let step = take(":") ? try bound() : nil
    return .range(start, stop, step)
  }

  private mutating func bound() throws(ExpressionError) -> Syntax? {
    if [":", ",", "]"].contains(where: { token.isSymbol($0) }) { return nil }
    return try expression(.or)
  }
}
