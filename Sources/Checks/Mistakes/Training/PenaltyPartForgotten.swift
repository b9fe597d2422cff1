import Terms

/// `λ₁·Σ|w|` or `λ₂·Σw²` alone where L1L2 has both (T114).
struct PenaltyPartForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let both = anatomy.losses.filter {
      $0.name.hasPrefix("penalty") && $0.term.contains(Abs.self) && $0.term.contains(Square.self)
    }
    guard !both.isEmpty else { return [] }
    let ways: [(title: String, isForgotten: @Sendable (Term) -> Bool)] = [
      ("L2 alone where L1L2 has both", { $0.contains(Abs.self) || $0.contains(Sign.self) }),
      (
        "L1 alone where L1L2 has both",
        { !$0.contains(Abs.self) && !$0.contains(Sign.self) }
      ),
    ]
    return ways.flatMap { title, isForgotten in
      let loss = anatomy.slip(.known("T114").unpaired, title, in: both) { _, term in
        term.without(isForgotten)
      }
      let gradient = anatomy.slip(
        .known("T114").unpaired, title + ", in the gradient", in: anatomy.gradients
      ) { _, term in
        guard term.contains(Sign.self) else { return nil }
        return term.without { part in
          !part.values.isEmpty && part.values.allSatisfy { $0.role == .weight }
            && part.pair(of: Add.self) == nil && isForgotten(part)
        }
      }
      return [loss, gradient].compactMap { $0 }
    }
  }
}
