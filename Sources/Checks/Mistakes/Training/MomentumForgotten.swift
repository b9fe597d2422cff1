import Terms

/// `w′ = w − η·g`: nothing is kept of the steps before, be it looked ahead or not; or RMSprop's momentum left out.
struct MomentumForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    // Where nothing looks ahead, both are one.
    let ahead = anatomy.updates.contains { $0.ahead($0.term) != nil } ? anatomy.updates : []
    let slip = anatomy.slip("T19", "the momentum forgotten", in: anatomy.updates) { site, term in
      if let parts = site.momentum(term) { return -parts.down }
      if let own = MomentumForgotten.way(site, term) { return own }
      return site.ahead(term).map { $0.w - $0.down }
    }
    let begun = anatomy.slip("T19", "the momentum begun anew at every step", in: ahead) {
      site, term in
      site.momentum(term).map { -$0.down }
    }
    return [slip, begun].compactMap { $0 }
  }

  /// The step of `m′ = μ·m + way`.
  private static func way(_ site: Site, _ term: Term) -> Term? {
    guard site.slotLetter == "m", MovingMean(term) == nil,
      let (kept, way) = term.pair(of: Add.self), let (share, _) = kept.pair(of: Multiply.self),
      share.plainNumber != nil
    else { return nil }
    return way
  }
}
