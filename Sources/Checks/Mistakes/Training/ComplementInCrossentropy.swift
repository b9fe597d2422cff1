import Terms

/// `−mean((1 − y)·ln p + y·ln(1 − p))`: p and 1 − p, or y and 1 − y, exchanged.
struct ComplementInCrossentropy: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip(
      "T74", "p and 1 − p exchanged in the cross-entropy, or y and 1 − y", in: anatomy.losses
    ) { site, term in
      site.name == "l" ? term.replacing { BinaryCrossing($0)?.exchanged } : nil
    }
    return [slip].compactMap { $0 }
  }
}
