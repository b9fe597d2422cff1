import Terms

/// `b′ = b`: the biases are not trained.
struct BiasesStandStill: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip("T11", "the biases stand still", in: anatomy.updates) { site, term in
      guard site.name == "b_next" else { return nil }
      return term.value("b") ?? term.value("b_decayed")
    }
    return slip.map { [$0] } ?? []
  }
}
