/// The text of an expression with the precedence of its outermost operator, so that brackets are
/// put where they are needed and nowhere else.
package struct Formula: Sendable, Equatable {
  package enum Precedence: Int, Sendable, Comparable {
    case choice, or, and, not, comparison, either, both, sum, product, sign, power, atom

    package static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }
  }

  /// Which letters, and whether samples are rows (`x·W`) or columns (`Wᵀx`).
  package struct Style: Sendable, Hashable {
    package enum Alphabet: Sendable { case unicode, ascii }
    package enum Convention: String, Sendable, CaseIterable { case row, column }

    package var alphabet: Alphabet
    package var convention: Convention

    package init(_ alphabet: Alphabet = .unicode, _ convention: Convention = .row) {
      self.alphabet = alphabet
      self.convention = convention
    }

    /// What can be typed: ASCII, rows. Every equation in this style parses back.
    package static let typed = Style(.ascii, .row)
  }

  package let text: String
  package let precedence: Precedence
  /// Whether its outermost operator is a matrix product.
  private let isMatrixProduct: Bool
  /// What it is the transposed of: `a` of `aᵀ`.
  private let untransposed: String?

  package init(_ text: String, _ precedence: Precedence = .atom) {
    self.init(text, precedence, isMatrixProduct: false)
  }

  private init(
    _ text: String, _ precedence: Precedence, isMatrixProduct: Bool, untransposed: String? = nil
  ) {
    self.text = text
    self.precedence = precedence
    self.isMatrixProduct = isMatrixProduct
    self.untransposed = untransposed
  }

  /// `aᵀ` with this mark behind it.
  package func transposed(_ mark: String) -> Formula {
    let base = bracketed(below: .atom)
    return Formula(base + mark, .atom, isMatrixProduct: false, untransposed: base)
  }

  /// The same turned round, where that is not to be parsed: `aᵀ` of a, and a of `aᵀ`.
  package func turned(_ mark: String) -> Formula {
    untransposed.map { Formula($0) } ?? transposed(mark)
  }

  /// Whether it is a plain number ≥ 0.
  package var isNumber: Bool {
    precedence == .atom
      && (text == "inf" || text == "nan" || text.allSatisfy { $0.isNumber || ".e+-".contains($0) })
  }

  /// The text, in brackets unless it binds at least as tightly.
  package func bracketed(below precedence: Precedence) -> String {
    self.precedence < precedence ? "(\(text))" : text
  }

  /// `f(a, b)`.
  package static func call(
    _ name: String, _ operands: [Formula], _ options: [String] = []
  ) -> Formula {
    Formula("\(name)(\((operands.map(\.text) + options).joined(separator: ", ")))")
  }

  /// `a + b`; the right operand is bracketed when it binds no tighter, so that the order is kept,
  /// and so is the left one of powers and comparisons, which do not chain from the left.
  package static func infix(
    _ left: Formula, _ symbol: String, _ right: Formula, _ precedence: Precedence
  ) -> Formula {
    let tighter = Precedence(rawValue: precedence.rawValue + 1) ?? .atom
    let chains = precedence != .power && precedence != .comparison
    let leftText = left.bracketed(below: chains ? precedence : tighter)
    let rightText = right.bracketed(below: tighter)
    return Formula("\(leftText) \(symbol) \(rightText)", precedence)
  }

  /// `x·W`; a product of another kind on its left is bracketed as well, for `r ⊙ h·U` is read as `r ⊙ (h·U)`.
  package static func matrixProduct(_ left: Formula, _ symbol: String, _ right: Formula) -> Formula
  {
    let isOther = left.precedence == .product && !left.isMatrixProduct
    let leftText = isOther ? "(\(left.text))" : left.bracketed(below: .product)
    let gap = symbol == "·" ? "" : " "
    let text = leftText + gap + symbol + gap + right.bracketed(below: .sign)
    return Formula(text, .product, isMatrixProduct: true)
  }
}
