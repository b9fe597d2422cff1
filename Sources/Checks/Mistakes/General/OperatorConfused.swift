import Terms

/// `a − b` for `a + b`, `a + b` for `a ⊙ b`, and so on.
struct OperatorConfused: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.edits("E5") { part in
      guard case .apply(let op, let operands) = part, operands.count == 2 else { return [] }
      let text = part.formula(Formula.Style()).text
      func edit(_ title: String, _ make: @escaping @Sendable (Term, Term) -> Term)
        -> Anatomy.PartEdit
      {
        ("\(title) in \(text)", { make($0.children[0], $0.children[1]) })
      }
      if op is Add { return [edit("− for +", { $0 - $1 }), edit("⊙ for +", { $0 * $1 })] }
      if op is Subtract { return [edit("+ for −", { $0 + $1 })] }
      if op is Multiply { return [edit("+ for ⊙", { $0 + $1 })] }
      if op is Divide { return [edit("⊙ for /", { $0 * $1 })] }
      return []
    }
  }
}
