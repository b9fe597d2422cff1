/// The words of an expression that is being typed, by what they mean: it need not be whole, nor right.
package struct TypedWords: Sendable {
  /// A word, and where it stands, in characters.
  package struct Word: Sendable, Equatable {
    package let text: String
    package let range: Range<Int>
    package let meaning: Meaning
  }

  package enum Meaning: Sendable, Equatable {
    case value, function
    /// A constant, a library, what is asked of a value (`.T`), the name of an option.
    case other
    /// It stands for nothing.
    case unknown
  }

  package let words: [Word]

  /// `x @ np.tan(W` is a value, a library, a word behind a point, a value.
  package init(_ text: String, names: some Names) {
    var lexer = Lexer(text, names: names)
    let tokens = lexer.readable()
    words = tokens.indices.compactMap { index in
      let token = tokens[index]
      switch token.kind {
      case .name(let word, _):
        let isPart = index > 0 && tokens[index - 1].isSymbol(".")
        let isOption = index + 1 < tokens.count && tokens[index + 1].isSymbol("=")
        let meaning = isPart ? .other : TypedWords.meaning(of: word, isOption, names)
        return Word(text: word, range: token.range, meaning: meaning)
      case .quoted(let name) where names.isName(name):
        return Word(text: name, range: token.range, meaning: .value)
      case .quoted, .number, .symbol, .end: return nil
      }
    }
  }

  private static func meaning(
    of word: String, _ isOption: Bool, _ names: some Names
  ) -> Meaning {
    if names.isName(word) { return .value }
    if isOption { return .other }
    switch WordUse(word) {
    case .function: return .function
    case .reserved: return .other
    case .name, .malformed: return names.functions[word] == nil ? .unknown : .function
    }
  }
}
