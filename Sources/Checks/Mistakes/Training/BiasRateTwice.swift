import Terms

/// `b′ = b − 2η·∂b`: twice the rate for biases, as Caffe's networks have it (T122).
struct BiasRateTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.name == "b_next" || $0.name == "m_b_next" }
    let slip = anatomy.slip(
      .possible("T122").unpaired, "twice the learning rate for the biases, as Caffe has it",
      in: sites
    ) { _, term in
      term.replacing { part in
        ["eta", "alpha"].contains(part.value?.name.ascii) ? 2 * part : nil
      }
    }
    return slip.map { [$0] } ?? []
  }
}
