import Terms

/// `∂i ⊙ (1 − i²)` for `∂i ⊙ i ⊙ (1 − i)`, and the other way round: the slopes of σ and tanh taken for each other.
struct GateSlopeOfAnother: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.gateSlopes
    let ways: [(title: String, sigmas: Bool, others: Bool)] = [
      ("σ′ and tanh′ of the recurrent layer taken for each other", true, true),
      ("1 − a² for σ′ of the gates", true, false), ("a(1 − a) for tanh′", false, true),
    ]
    return ways.flatMap { title, sigmas, others in
      anatomy.slips(.possible("T47"), title, in: sites) { _, term in
        term.mappingGateSlopes { slope in
          let a = slope.gate
          if slope.isSigmoid { return sigmas ? slope.incoming * (1 - a(Square())) : nil }
          return others ? slope.incoming * a * (1 - a) : nil
        }
      }
    }
  }
}
