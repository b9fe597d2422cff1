import Terms

/// `v′` as a moving mean of |g|, where it is one of g²: the square forgotten, and so the root is of a size.
struct SquareForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.slotLetter == "v" }
    let slip = anatomy.slip(
      .possible("T98").unpaired, "v of the slopes' sizes, |g|, not of their squares", in: sites
    ) { _, term in term.mapping(Square.self) { _, g in g.first?(Abs()) } }
    return slip.map { [$0] } ?? []
  }
}
