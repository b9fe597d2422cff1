import Terms

/// `−mean(y·ln p)`: what is to be 0 has no part in the loss.
struct HalfOfCrossentropy: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip(
      "T75", "(1 − y)·ln(1 − p) left out of the binary cross-entropy", in: anatomy.losses
    ) { site, term in
      site.name == "l" ? term.replacing { BinaryCrossing($0)?.half } : nil
    }
    return [slip].compactMap { $0 }
  }
}
