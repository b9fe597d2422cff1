/// How an op that works element by element is written in programs of other languages.
///
/// NumPy's text speaks of whole arrays. C, C++ and Swift share one, of single numbers: in an
/// expression of operators, comparisons, `a ? b : c` and literals they agree, and a function of the
/// language's own is written `$exp`, for its name differs.
package struct ElementCode: Sendable, Hashable {
  /// An expression of the operands.
  package enum Text: Sendable, Hashable {
    /// The operand itself.
    case same
    /// An operator between two operands.
    case infix(String, Formula.Precedence)
    /// An operator before its operand.
    case prefix(String)
    /// A function that is there: `np.tanh`, `$tanh`.
    case call(String)
    /// A function made for it, by the expression of `x` (and `y`) that it gives; lines `t = x + 1`
    /// before it name parts.
    case define(String)
    /// The operands between pieces of text: `\frac{`, `}{`, `}`.
    case pieces([String])
  }

  /// What a function made for it is called.
  package let name: String
  package let numpy: Text
  /// In C, C++ and Swift.
  package let loop: Text
  package let latex: Text

  package init(_ name: String, numpy: Text, loop: Text, latex: Text) {
    self.name = name
    self.numpy = numpy
    self.loop = loop
    self.latex = latex
  }
}

extension ElementCode {
  /// The lines of a made function: the parts that have names, and what it gives.
  package static func lines(
    of text: String
  ) -> (parts: [(name: String, value: String)], result: String) {
    var lines = text.split(separator: "\n").map(String.init)
    let result = lines.popLast() ?? ""
    let parts = lines.compactMap { line -> (name: String, value: String)? in
      guard let sign = line.firstRange(of: " = ") else { return nil }
      return (String(line[..<sign.lowerBound]), String(line[sign.upperBound...]))
    }
    return (parts, result)
  }
}

extension ElementCode.Text {
  /// The expression for these operands; a function made for the op goes by a name.
  package func formula(_ operands: [Formula], name: String) -> Formula {
    switch self {
    case .same:
      return operands.first ?? Formula("")
    case .infix(let sign, let precedence):
      guard operands.count == 2 else { return .call(name, operands) }
      return .infix(operands[0], sign, operands[1], precedence)
    case .prefix(let sign):
      let operand = operands.first?.bracketed(below: .power) ?? ""
      return Formula(sign + operand, .sign)
    case .call(let function):
      return .call(function, operands)
    case .define:
      return .call(name, operands)
    case .pieces(let pieces):
      let texts = operands.map(\.text) + [""]
      return Formula(zip(pieces, texts).map { $0 + $1 }.joined())
    }
  }
}
