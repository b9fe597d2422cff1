import Terms

/// `moving′ = moving·(1 − momentum) + batch·momentum`: Keras' momentum is the share that stays.
struct MovingMomentumTurned: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.slips(
      "T34", "momentum and 1 − momentum exchanged in the moving mean and variance",
      in: anatomy.movingStatistics
    ) { _, term in
      var shares: [Double] = []
      term.visit { if let number = $0.plainNumber { shares.append(number) } }
      // moving ⊙ 0.99 + batch ⊙ 0.01, or moving − (moving − batch) ⊙ 0.01.
      guard let first = shares.first else { return nil }
      let second = shares.count > 1 ? shares[1] : first
      return term.replacing { part in
        switch part.plainNumber {
        case first where shares.count == 1: .number(1 - first)
        case first: .number(second)
        case second: .number(first)
        default: nil
        }
      }
    }
  }
}
