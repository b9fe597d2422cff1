import Terms

/// The gradient goes back in time through h alone, not through an LSTM's C.
struct CellGradientForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip("T27", "the gradient through C forgotten", in: anatomy.gradients) {
      site, term in
      site.name == "dC_prev" ? 0 * term : nil
    }
    return slip.map { [$0] } ?? []
  }
}
