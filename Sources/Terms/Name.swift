/// What a value is called: as typed, and as on a slide (`h_prev`, `h₋₁`).
package struct Name: Hashable, Sendable, ExpressibleByStringLiteral {
  package let ascii: String
  package let unicode: String

  package init(_ ascii: String, _ unicode: String? = nil) {
    self.ascii = ascii
    self.unicode = unicode ?? ascii
  }

  package init(stringLiteral ascii: String) { self.init(ascii) }

  package func text(_ alphabet: Formula.Style.Alphabet) -> String {
    alphabet == .ascii ? ascii : unicode
  }

  /// `x1`, `x₁`.
  package static func numbered(_ name: String, _ number: Int) -> Name {
    Name(name).numbered(number)
  }

  /// The name with a number behind it.
  package func numbered(_ number: Int) -> Name {
    let digits = "₀₁₂₃₄₅₆₇₈₉".map(String.init)
    let subscripted = String(number).compactMap(\.wholeNumberValue).map { digits[$0] }.joined()
    return Name("\(ascii)\(number)", unicode + subscripted)
  }

  /// The value one timestep earlier.
  package var previous: Name { Name(ascii + "_prev", unicode + "₋₁") }

  /// What the timestep behind hands back of it.
  package var next: Name { Name(ascii + "_next", unicode + "₊₁") }

  /// The gradient of a value of this name.
  package var gradient: Name { Name("d" + ascii, "∂" + unicode) }

  /// Whether a person means this value by that word, in either spelling; a dash stands for what comes next, `W'`.
  package func matches(_ word: String) -> Bool {
    word == ascii || word == unicode || word.last == "'" && ascii == word.dropLast() + "_next"
  }
}
