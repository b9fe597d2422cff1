import Terms

/// A learning rate of ten times, or a tenth.
struct RateTenfold: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    [("ten times", 10.0), ("a tenth of", 0.1)].compactMap { words, factor in
      let taken = anatomy.constantRate.map { $0 * factor }
      let isUsual = taken.map { abs($0 - anatomy.usualRate) < 1e-6 * $0 } ?? false
      let usual = isUsual ? ": \(anatomy.usualRate), the optimizer's default" : ""
      let title = "\(words) the learning rate\(usual)"
      return anatomy.slip("T29", title, in: anatomy.updates) { _, term in
        term.replacing("eta") { .number(factor) * $0 }
      }
    }
  }
}
