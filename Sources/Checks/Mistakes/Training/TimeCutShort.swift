import Terms

/// Every timestep hands nothing back: only what the layers above give it counts.
struct TimeCutShort: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip(
      "T26", "the way back through time cut after one timestep", in: anatomy.gradients
    ) { site, term in
      ["dh_prev", "dC_prev"].contains(site.name) ? 0 * term : nil
    }
    return slip.map { [$0] } ?? []
  }
}
