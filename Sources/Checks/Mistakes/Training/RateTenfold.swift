import Terms

/// A learning rate of ten times, or a tenth.
struct RateTenfold: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    [("ten times", 10.0), ("a tenth of", 0.1)].compactMap { words, factor in
      anatomy.slip("T29", "\(words) the learning rate", in: anatomy.updates) { _, term in
        term.replacing("eta") { .number(factor) * $0 }
      }
    }
  }
}
