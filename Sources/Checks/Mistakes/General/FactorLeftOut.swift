import Terms

/// `a` for `a ⊙ b`, or for `a/b`.
struct FactorLeftOut: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard let (a, b) = part.operands(of: Multiply.self, Divide.self) else { return [] }
    return [
      PartChange(
        "without \(part.text(b))", as: .general("E4"), "the factor \(part.text(b)) left out"
      ) { $0.children.first },
      PartChange(
        "without \(part.text(a))", as: .general("E4"), "the factor \(part.text(a)) left out"
      ) { $0.children.last },
    ]
  }
}
