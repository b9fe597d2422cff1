import Terms

/// β₂ for m and β₁ for v: in the moving means alone, or in what corrects them as well.
struct BetasExchanged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let betas = BetasExchanged.betas(of: anatomy), betas.0 != betas.1 else { return [] }
    let means = anatomy.updates.filter { site in
      site.slotLetter != nil || site.term.contains(Sign.self)
    }
    let corrections = anatomy.updates.filter { site in
      ["alpha", "share", "u", "u_ahead"].contains(site.name) || site.name.hasPrefix("v_hat")
    }
    let all = anatomy.slip("T49", "β₁ and β₂ exchanged", in: means + corrections) { _, term in
      term.exchanging(betas)
    }
    guard !corrections.isEmpty else { return [all].compactMap { $0 } }
    let title = "β₁ and β₂ exchanged in the moving means, not in their correction"
    let some = anatomy.slip("T49", title, in: means) { _, term in term.exchanging(betas) }
    return [all, some].compactMap { $0 }
  }

  /// β₁ and β₂ of m and v, of m and the greatest slope, or of Lion.
  private static func betas(of anatomy: Anatomy) -> (Double, Double)? {
    let means = anatomy.keptMeans
    guard let m = means.first(where: { $0.letter == "m" }) else { return nil }
    if let v = means.first(where: { $0.letter == "v" }) { return (m.share, v.share) }
    for site in anatomy.updates {
      if let (kept, _) = site.term.pair(of: Maximum.self),
        let share = kept.pair(of: Multiply.self)?.0.plainNumber
      {
        return (m.share, share)
      }
      let signed = site.term.first { $0.operand(of: Sign.self) != nil }
      if let way = signed?.operand(of: Sign.self), let mean = MovingMean(way) {
        return (mean.share, m.share)
      }
    }
    return nil
  }
}

extension Term {
  /// With each of two shares, and what is left of it, in the other's place.
  fileprivate func exchanging(_ betas: (Double, Double)) -> Term {
    func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-9 }
    return replacing { part in
      if let mean = MovingMean(part) {
        if isSame(mean.share, betas.0) { return mean.with(betas.1) }
        return isSame(mean.share, betas.1) ? mean.with(betas.0) : nil
      }
      guard let number = part.plainNumber else { return nil }
      if isSame(number, betas.0) { return .number(betas.1) }
      return isSame(number, betas.1) ? .number(betas.0) : nil
    }
  }
}
