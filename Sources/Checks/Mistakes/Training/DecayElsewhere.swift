import Terms

/// The weight decay left out of biases, γ and β, where Keras' optimizers decay all variables.
struct DecayElsewhere: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.weight(endingWith: "_decayed") != nil }
    let small = sites.filter { site in
      site.weight(endingWith: "_decayed").map { !["W", "U", "E"].contains($0) } ?? false
    }
    let biases = anatomy.slip(
      .possible("T85"), "the weight decay left out of the biases, where Keras decays all variables",
      in: small
    ) { site, term in site.weight(endingWith: "_decayed").flatMap { term.value($0) } }
    return biases.map { small.count < sites.count ? [$0] : [] } ?? []
  }
}
