import Terms

/// `∂z = ∂i` where `∂i ⊙ i ⊙ (1 − i)` belongs: the slope of one gate is left out, of a kind of them, or of all.
struct GateSlopeForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.gateSlopes
    var known: [GateSlope] = []
    for site in sites {
      site.term.visit { part in
        guard let slope = GateSlope(part), !known.contains(where: { $0.name == slope.name }) else {
          return
        }
        known.append(slope)
      }
    }
    var found = slips(
      "all slopes of the recurrent layer's functions left out", anatomy, sites
    ) { _ in true }
    guard known.count > 1 else { return found }
    for slope in known {
      found += slips("the slope of \(slope.name) left out, \(slope.words)", anatomy, sites) {
        $0.name == slope.name
      }
    }
    let sigmas = known.count(where: \.isSigmoid)
    guard sigmas > 1, sigmas < known.count else { return found }
    return found + slips("σ′ of all gates left out", anatomy, sites, where: \.isSigmoid)
  }

  private func slips(
    _ title: String, _ anatomy: Anatomy, _ sites: [Site],
    where isLeftOut: @escaping @Sendable (GateSlope) -> Bool
  ) -> [Slip] {
    anatomy.slips("T39", title, in: sites) { _, term in
      term.mappingGateSlopes { isLeftOut($0) ? $0.incoming : nil }
    }
  }
}
