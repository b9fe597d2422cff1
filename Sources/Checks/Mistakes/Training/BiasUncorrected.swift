import Terms

/// `α = η`: Adam's m and v are not corrected for having begun at 0.
struct BiasUncorrected: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip(
      "T15", "m and v not corrected for having begun at 0", in: anatomy.updates
    ) { site, term in
      guard site.name == "alpha", let (top, _) = term.pair(of: Divide.self) else { return nil }
      return top.pair(of: Multiply.self)?.0
    }
    return slip.map { [$0] } ?? []
  }
}
