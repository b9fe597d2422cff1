import Terms

/// `α = η`: Adam's m and v are not corrected for having begun at 0; or one of them, or by no root.
struct BiasUncorrected: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "m and v not corrected for having begun at 0"
    let ways: [(title: String, change: @Sendable (Correction) -> Term)] = [
      (title, { $0.rate }),
      ("m alone corrected for having begun at 0, not v", { $0.rate / $0.first }),
      ("v alone corrected for having begun at 0, not m", { $0.rate * $0.root }),
      (
        "v corrected without the root: 1 − β₂ᵗ for √(1 − β₂ᵗ)",
        { $0.rate * ($0.root.operand(of: Sqrt.self) ?? $0.root) / $0.first }
      ),
    ]
    let slips = ways.enumerated().compactMap { index, way in
      anatomy.slip(index == 0 ? "T15" : .possible("T15").unpaired, way.title, in: anatomy.updates) {
        site, term in
        site.name == "alpha" ? Correction(term).map(way.change) : nil
      }
    }
    let share = anatomy.slip("T15", "m not corrected for having begun at 0", in: anatomy.updates) {
      site, _ in site.name == "share" ? 1 : nil
    }
    return slips + [share].compactMap { $0 }
  }
}

/// The parts of `α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)`.
private struct Correction {
  let rate, root, first: Term

  init?(_ term: Term) {
    guard let (top, first) = term.pair(of: Divide.self),
      let (rate, root) = top.pair(of: Multiply.self)
    else { return nil }
    (self.rate, self.root, self.first) = (rate, root, first)
  }
}
