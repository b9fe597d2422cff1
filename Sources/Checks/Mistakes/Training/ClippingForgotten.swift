import Terms

/// The gradient goes on as it is, where it was to be clipped.
struct ClippingForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip(
      "T25", "the gradient not clipped, or only behind the update", in: anatomy.updates
    ) { site, term in
      site.weight(endingWith: "_clipped").flatMap { term.value($0) }
    }
    return slip.map { [$0] } ?? []
  }
}
