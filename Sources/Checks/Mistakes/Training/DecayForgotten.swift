import Terms

/// The weight decay is left out.
struct DecayForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip("T24", "the weight decay forgotten", in: anatomy.updates) {
      site, term in
      site.weight(endingWith: "_decayed").flatMap { term.value($0) }
    }
    return slip.map { [$0] } ?? []
  }
}
