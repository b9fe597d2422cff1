import Terms

/// `w′ = w − η·g/(v′ + ε)`: the step by the mean of the squares, not by its root.
struct RootForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.name.hasSuffix("_next") }
    let slip = anatomy.slip(
      .possible("T69"), "the step divided by v, not by its root", in: sites
    ) { _, term in
      term.replacing { $0.operand(of: Sqrt.self) }
    }
    return [slip].compactMap { $0 }
  }
}
