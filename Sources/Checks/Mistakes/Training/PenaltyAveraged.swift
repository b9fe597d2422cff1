import Terms

/// `λ·Σw²/N`: what regularizers add divided by the number of samples, where Keras adds it once to the mean.
struct PenaltyAveraged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.samples > 1 else { return [] }
    let samples = Term.number(Double(anatomy.samples))
    let title = "the regularizers divided by the number of samples"
    let slip = anatomy.slip(.possible("T86"), title, in: anatomy.losses) { site, term in
      site.name.hasPrefix("penalty") ? term / samples : nil
    }
    return slip.map { [$0] } ?? []
  }
}
