import Terms

/// `Σg` for `Σg/k`: gradients that are collected over k steps added up, not averaged (T118).
struct AccumulatedSummed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.name.hasPrefix("d") && $0.name.hasSuffix("_mean") }
    let slip = anatomy.slip(
      .known("T118").unpaired, "the gradients collected over steps added up, not averaged",
      in: sites
    ) { _, term in
      term.pair(of: Divide.self).flatMap { sum, count in count.plainNumber == nil ? nil : sum }
    }
    return slip.map { [$0] } ?? []
  }
}
