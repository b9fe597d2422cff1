import Terms

/// `a` for `a ⊙ b`, or for `a/b`.
struct FactorLeftOut: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.edits("E4") { part in
      guard case .apply(let op, let operands) = part, op is Multiply || op is Divide,
        operands.count == 2
      else { return [] }
      let texts = operands.map { $0.formula(Formula.Style()).text }
      return [
        ("the factor \(texts[1]) left out", { $0.children.first }),
        ("the factor \(texts[0]) left out", { $0.children.last }),
      ]
    }
  }
}
