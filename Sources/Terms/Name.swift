/// What a value is called: as typed, and as on a slide (`h_prev`, `h₋₁`).
public struct Name: Hashable, Sendable, ExpressibleByStringLiteral {
  public let ascii: String
  public let unicode: String

  public init(_ ascii: String, _ unicode: String? = nil) {
    self.ascii = ascii
    self.unicode = unicode ?? ascii
  }

  public init(stringLiteral ascii: String) { self.init(ascii) }

  public func text(_ alphabet: Formula.Style.Alphabet) -> String {
    alphabet == .ascii ? ascii : unicode
  }

  /// `x1`, `x₁`.
  public static func numbered(_ name: String, _ number: Int) -> Name {
    let digits = "₀₁₂₃₄₅₆₇₈₉".map(String.init)
    let subscripted = String(number).compactMap(\.wholeNumberValue).map { digits[$0] }.joined()
    return Name("\(name)\(number)", name + subscripted)
  }

  /// The value one timestep earlier.
  public var previous: Name { Name(ascii + "_prev", unicode + "₋₁") }

  /// Whether a person means this value by that word, in either spelling.
  public func matches(_ word: String) -> Bool { word == ascii || word == unicode }
}
