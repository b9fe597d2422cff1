import Terms

/// MAE's slope is the sign of `ŷ − y`; that of `½(ŷ − y)²` is `ŷ − y` itself.
struct SquaresSlopeForAbsolute: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the slope of ½(ŷ − y)² for MAE's, which is the sign of ŷ − y"
    let slip = anatomy.slip("T06", title, in: anatomy.slopes) { _, term in
      term.replacing { $0.operand(of: Sign.self) }
    }
    return slip.map { [$0] } ?? []
  }
}
