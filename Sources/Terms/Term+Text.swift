import Tensors

extension Term {
  /// The term as text.
  package func formula(_ style: Formula.Style) -> Formula { formula(style, marking: nil) }

  /// The text with the part at a path between `Term.markStart` and `Term.markEnd`.
  package func formula(_ style: Formula.Style, marking path: ArraySlice<Int>?) -> Formula {
    let plain: Formula
    switch self {
    case .value(let value): plain = Formula(value.name.text(style.alphabet))
    case .number(let number):
      plain = Formula(NumberFormat.exact(number, .float64), number.sign == .minus ? .sign : .atom)
    case .apply(let op, let operands):
      plain = op.text(Term.formulas(operands, style, path), style)
    case .named(let function, let operands):
      let name = style.alphabet == .ascii ? function.name : function.symbol
      plain = .call(name, Term.formulas(operands, style, path), function.options)
    }
    guard path?.isEmpty == true else { return plain }
    return Formula("\(Term.markStart)\(plain.text)\(Term.markEnd)", plain.precedence)
  }

  private static func formulas(
    _ operands: [Term], _ style: Formula.Style, _ path: ArraySlice<Int>?
  ) -> [Formula] {
    operands.enumerated().map { index, operand in
      operand.formula(style, marking: path?.first == index ? path?.dropFirst() : nil)
    }
  }

  package static let markStart: Character = "\u{2}"
  package static let markEnd: Character = "\u{3}"

  /// The term at a path.
  package func subterm(_ path: [Int]) -> Term? {
    guard let first = path.first else { return self }
    guard children.indices.contains(first) else { return nil }
    return children[first].subterm(Array(path.dropFirst()))
  }
}
