import Terms

/// `w′ = w − η·g`: nothing is kept of the steps before, be it looked ahead or not.
struct MomentumForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip("T19", "the momentum forgotten", in: anatomy.updates) { site, term in
      if let parts = site.momentum(term) { return -parts.down }
      return site.ahead(term).map { $0.w - $0.down }
    }
    return slip.map { [$0] } ?? []
  }
}
