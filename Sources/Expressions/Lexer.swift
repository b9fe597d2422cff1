/// Cuts an expression's text into tokens.
struct Lexer<N: Names> {
  private let source: String
  private let text: [Character]
  private let names: N
  private var place = 0
  private var tokens: [Token] = []
  /// Whether any name has a hyphen: where none has, every one is a minus, and nothing is looked up.
  private lazy var knowsHyphens = names.names.contains { $0.contains("-") }

  init(_ source: String, names: N) {
    self.source = source
    self.text = Array(source)
    self.names = names
  }

  /// All tokens; the last one is `.end`.
  mutating func run() throws(ExpressionError) -> [Token] {
    guard text.count <= Lexicon.longest else {
      throw error(0..<1, .tooLong(limit: Lexicon.longest))
    }
    while try take() {}
    return tokens
  }

  /// The tokens of a text that is still being typed: what is none of them is passed over.
  mutating func readable() -> [Token] {
    guard text.count <= Lexicon.longest else { return [] }
    while true {
      let start = place
      guard let goesOn = try? take() else {
        place = max(place, start + 1)
        continue
      }
      if !goesOn { return tokens }
    }
  }

  /// Takes the next token; false at the end.
  private mutating func take() throws(ExpressionError) -> Bool {
    let before = place
    while let next = peek(), next.isWhitespace { place += 1 }
    let start = place
    let isApart = start > before || start == 0
    let kind = try next()
    tokens.append(Token(kind: kind ?? .end, range: start..<place, isApart: isApart))
    return kind != nil
  }

  private func peek(_ ahead: Int = 0) -> Character? {
    place + ahead < text.count ? text[place + ahead] : nil
  }

  private func error(
    _ range: Range<Int>, _ problem: ExpressionError.Problem
  ) -> ExpressionError {
    ExpressionError(source: source, range: range, problem: problem)
  }

  private mutating func next() throws(ExpressionError) -> Token.Kind? {
    guard let first = peek() else { return nil }
    if first.isDigit || (first == "." && peek(1)?.isDigit == true) { return try number() }
    if first == "∞" {
      place += 1
      return .number(.infinity, isInteger: false)
    }
    if first == "$" { return history() }
    if first.startsName { return name() }
    if first == "@", let timestep = timestep() { return timestep }
    if "'\"`".contains(first) { return try quoted(first) }
    for symbol in Lexicon.symbols[first] ?? [] where text[place...].starts(with: symbol) {
      place += symbol.count
      return .symbol(String(symbol))
    }
    throw error(place..<place + 1, .strangeCharacter(first))
  }

  // MARK: Numbers

  /// `12`, `1_000`, `.5`, `1e-3`; the point in `2.T` is a method's.
  private mutating func number() throws(ExpressionError) -> Token.Kind {
    let start = place
    var isInteger = true
    digits()
    if peek() == ".", peek(1) != ".", peek(1)?.startsName != true || hasExponent(1) {
      place += 1
      isInteger = false
      digits()
    }
    if hasExponent(0) {
      place += peek(1)?.isDigit == true ? 1 : 2
      isInteger = false
      digits()
    }
    let written = String(text[start..<place])
    var plain = written.filter { $0 != "_" }
    if plain.hasSuffix(".") { plain += "0" }
    guard let value = Double(plain), value.isFinite else {
      throw error(start..<place, .numberTooLarge(written))
    }
    guard !isInteger || Int(plain).map({ $0 <= Lexicon.largestInteger }) == true else {
      throw error(start..<place, .integerTooLarge(written))
    }
    return .number(value, isInteger: isInteger)
  }

  private mutating func digits() {
    while let next = peek(), next.isDigit || (next == "_" && peek(1)?.isDigit == true) {
      place += 1
    }
  }

  private func hasExponent(_ ahead: Int) -> Bool {
    guard let letter = peek(ahead), letter == "e" || letter == "E", let next = peek(ahead + 1)
    else { return false }
    return next.isDigit || ((next == "-" || next == "+") && peek(ahead + 2)?.isDigit == true)
  }

  // MARK: Names

  /// `$`, `$3`: values printed before; `$z_f`: a variable.
  private mutating func history() -> Token.Kind {
    let start = place
    place += 1
    if peek()?.startsName == true {
      letters()
    } else {
      while peek()?.isDigit == true { place += 1 }
    }
    let word = String(text[start..<place])
    return .name(word, whole: word)
  }

  /// A word, or the longest path of words that is a name.
  private mutating func name() -> Token.Kind {
    let start = place
    place += 1
    if text[start] != "√" { letters() }
    // σ² where that is a name, and not a square.
    if peek() == "²", names.isName(String(text[start...place])) { place += 1 }
    let word = String(text[start..<place])
    let first = place
    var ends: [Int] = []
    let isMethod = tokens.last?.isSymbol(".") == true
    while !isMethod, place - start < Lexicon.longestName, let end = joint(place) {
      place = end
      ends.append(end)
    }
    let whole = String(text[start..<place])
    // `my-dense.a` where that is a name, and no difference.
    if !isMethod, peek() == "-", knowsHyphens {
      while place - start < Lexicon.longestName, let end = hyphen(place) ?? joint(place) {
        place = end
        ends.append(end)
      }
    }
    // `output:1` where that is a name, and not the end of a slice.
    if !isMethod, peek() == ":", peek(1)?.isDigit == true {
      place += 1
      while peek()?.isDigit == true { place += 1 }
      ends.append(place)
    }
    for end in ends.reversed() {
      let candidate = String(text[start..<end])
      guard names.isName(candidate) else { continue }
      place = end
      return .name(candidate, whole: candidate)
    }
    place = first
    return .name(word, whole: whole)
  }

  /// `@1.f`, a value of another timestep, where an operand is to stand.
  private mutating func timestep() -> Token.Kind? {
    if case .symbol(let sign)? = tokens.last?.kind {
      guard ![")", "]", "ᵀ", "²"].contains(sign) else { return nil }
    } else if !tokens.isEmpty {
      return nil
    }
    let ends = joints(from: place)
    guard let last = ends.last else { return nil }
    let start = place
    place = ends.last { names.isName(String(text[start..<$0])) } ?? last
    return .name(String(text[start..<place]), whole: String(text[start..<last]))
  }

  /// The letters of a name, and the dash behind it that stands for what comes next: `W'`.
  private mutating func letters() {
    while peek()?.continuesName == true { place += 1 }
    if peek() == "'" { place += 1 }
  }

  /// Where a name goes on after a place: `.z`, `/dense`, `#2`, `@3`, `@-1`.
  private func joint(_ place: Int) -> Int? {
    var end = place + 1
    guard end < text.count else { return nil }
    switch text[place] {
    case ".", "/":
      guard text[end].startsName, text[end] != "√" else { return nil }
      while end < text.count, text[end].continuesName { end += 1 }
      if end < text.count, text[end] == "'" { end += 1 }
    case "#", "@":
      if text[place] == "@", text[end] == "-" { end += 1 }
      guard end < text.count, text[end].isDigit else { return nil }
      while end < text.count, text[end].isDigit { end += 1 }
    default: return nil
    }
    return end
  }

  /// Where a name may end that goes on after a place, the nearest first.
  private func joints(from place: Int) -> [Int] {
    var ends: [Int] = []
    while let end = joint(ends.last ?? place), end - place < Lexicon.longestName {
      ends.append(end)
    }
    return ends
  }

  /// Where a name goes on behind a hyphen in it, `-dense`, if it does.
  private func hyphen(_ place: Int) -> Int? {
    var end = place
    while end < text.count, text[end] == "-" { end += 1 }
    guard end > place, end < text.count, text[end].continuesName else { return nil }
    while end < text.count, text[end].continuesName { end += 1 }
    return end
  }

  /// A name with any letters, in quotes.
  private mutating func quoted(_ mark: Character) throws(ExpressionError) -> Token.Kind {
    let start = place
    place += 1
    while let next = peek(), next != mark { place += 1 }
    guard peek() != nil else { throw error(start..<start + 1, .openQuote) }
    place += 1
    let word = String(text[start + 1..<place - 1])
    // `"my dense".a`: the quotes may stand around the part that needs them.
    for end in joints(from: place).reversed() where names.isName(word + String(text[place..<end])) {
      let name = word + String(text[place..<end])
      place = end
      return .quoted(name)
    }
    return .quoted(word)
  }
}

/// What the lexer knows beforehand.
private enum Lexicon {
  /// The longest text.
  static let longest = 4_000_000
  /// The longest name that is asked for.
  static let longestName = 300
  /// Integers up to here are exact.
  static let largestInteger = 9_007_199_254_740_992
  /// The signs that no infix op has.
  private static let punctuation = [
    "(", ")", "[", "]", ",", ":", "?", ".", "=", "...", "…", "¬", "~", "-", "−", "+", "ᵀ", "²",
  ]
  /// All signs by their first character, longer ones first.
  static let symbols: [Character: [[Character]]] = {
    let all = Set(punctuation).union(Operators.infix.keys).map { Array($0) }
    let signs = all.filter { $0.first?.startsName == false }.sorted { $0.count > $1.count }
    return Dictionary(grouping: signs) { $0[0] }
  }()
}
