/// The smallest parts of an expression's text.
struct Token: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case number(Double, isInteger: Bool)
    /// A word; `whole` is the longest text that could have been one name.
    case name(String, whole: String)
    /// A name in quotes.
    case quoted(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  /// Where it stands, in characters.
  let range: Range<Int>
  /// Whether there is space before it.
  let isApart: Bool

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol(symbol) }

  /// The word or the sign; nil for numbers and quoted names.
  var spelling: String? {
    switch kind {
    case .name(let text, _), .symbol(let text): text
    case .number, .quoted, .end: nil
    }
  }
}

extension Character {
  /// The sign of transposition, which Unicode counts as a letter.
  static let transposed: Character = "ᵀ"

  var startsName: Bool {
    (isLetter && self != .transposed) || self == "_" || self == "√" || self == "∂"
  }

  var continuesName: Bool {
    startsName && self != "√" || self == "₋" || self == "₊" || self == "′"
      || (isNumber && !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains(self))
  }

  var isDigit: Bool { isASCII && isWholeNumber }
}
