import Terms

/// `∂zᵢ = ∂aᵢ·aᵢ(1 − aᵢ)`: softmax taken for a function of each number alone.
struct SoftmaxWithoutCrossTerms: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip(
      "T12", "softmax's slope without the cross terms, aᵢ(1 − aᵢ) alone",
      in: anatomy.softmaxSlopes
    ) { _, term in
      term.replacing { part in
        if let (a, y) = part.pair(of: Subtract.self), a.value?.name.ascii == "a",
          y.value.map(anatomy.isTarget) == true
        {
          return -(y * (1 - a))
        }
        guard case .apply(let op, let operands) = part, (op as? Reduce)?.kind == .sum else {
          return nil
        }
        return operands[0]
      }
    }
    return slip.map { [$0] } ?? []
  }
}
