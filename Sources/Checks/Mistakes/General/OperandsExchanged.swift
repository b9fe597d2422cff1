import Terms

/// `b − a` for `a − b`, `b/a` for `a/b`.
struct OperandsExchanged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.edits("E6") { part in
      guard case .apply(let op, let operands) = part, op is Subtract || op is Divide,
        operands.count == 2
      else { return [] }
      let text = part.formula(Formula.Style()).text
      return [
        (
          "\(text) the other way round",
          { part in
            guard case .apply(let op, let operands) = part else { return nil }
            return .apply(op, operands.reversed())
          }
        )
      ]
    }
  }
}
