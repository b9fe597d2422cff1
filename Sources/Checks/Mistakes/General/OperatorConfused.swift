import Terms

/// `a − b` for `a + b`, `a + b` for `a ⊙ b`, and so on.
struct OperatorConfused: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    func change(
      _ sign: String, for own: String, _ remark: String? = nil,
      _ make: @escaping @Sendable (Term, Term) -> Term
    ) -> PartChange {
      PartChange(
        remark ?? "with \(sign) where \(own) belongs", as: .general("E5"),
        "\(sign) for \(own) in \(part.text)"
      ) { make($0.children[0], $0.children[1]) }
    }
    if let (_, b) = part.operands(of: Add.self) {
      return [
        change("−", for: "+", "with \(part.named(b)) subtracted") { $0 - $1 },
        change("⊙", for: "+") { $0 * $1 },
      ]
    }
    if part.operands(of: Multiply.self) != nil {
      return [change("+", for: "⊙", "with + where ⊙, the product, belongs") { $0 + $1 }]
    }
    if let (_, b) = part.operands(of: Subtract.self) {
      return [change("+", for: "−", "with \(part.text(b)) added") { $0 + $1 }]
    }
    if part.operands(of: Divide.self) != nil { return [change("⊙", for: "/") { $0 * $1 }] }
    return []
  }
}
