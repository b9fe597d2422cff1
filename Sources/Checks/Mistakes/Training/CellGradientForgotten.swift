import Terms

/// The gradient goes back in time through h alone, not through an LSTM's C.
struct CellGradientForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the gradient through C forgotten"
    let sites = anatomy.gradients.filter { $0.name == "dC_prev" }
    let slip = anatomy.slip("T27", title, in: sites) { _, term in 0 * term }
    let masked = anatomy.slip("T27", title + ", but for masked timesteps", in: sites) { _, term in
      term.cutWhereComputed
    }
    return [slip, masked].compactMap { $0 }
  }
}
