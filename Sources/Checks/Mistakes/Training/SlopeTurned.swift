import Terms

/// `y − ŷ` for `ŷ − y`, or the step taken up the slope: both come to the same weights.
struct SlopeTurned: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slopes = anatomy.slopes
    let gradient = anatomy.slip("T05", "y − ŷ for ŷ − y: the slope turned", in: slopes) { _, term in
      term.replacing { part in
        guard let (a, b) = part.pair(of: Subtract.self),
          [a, b].contains(where: { $0.value.map(anatomy.isTarget) ?? false })
        else { return nil }
        return b - a
      }
    }
    let whole = anatomy.slip("T05", "the slope turned", in: anatomy.gradients) { site, term in
      site.name == "dl_sum" ? -term : nil
    }
    let step = anatomy.slip("T05", "a step up the slope, not down", in: anatomy.updates) {
      site, term in
      guard site.weight(endingWith: "_next") != nil, let (w, way) = term.pair(of: Subtract.self),
        w.value?.role == .weight || w.value?.name.ascii.hasSuffix("_decayed") == true
      else { return nil }
      return w + way
    }
    return [gradient ?? whole, step].compactMap { $0 }
  }
}
