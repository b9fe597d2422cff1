import Terms

/// What regularizers add is left out: of the loss and so of the gradient, or of the gradient alone.
struct PenaltyForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let loss = anatomy.slip("T14", "the regularizers left out", in: anatomy.losses) { site, term in
      guard site.name == "L_total" else { return nil }
      return term.without { $0.value?.name.ascii.hasPrefix("penalty") == true }
    }
    let gradient = anatomy.slip(
      "T14", "the regularizers left out of the gradient", in: anatomy.gradients
    ) { _, term in
      term.without { part in
        !part.values.isEmpty && part.values.allSatisfy { $0.role == .weight }
      }
    }
    return [loss, gradient].compactMap { $0 }
  }
}
