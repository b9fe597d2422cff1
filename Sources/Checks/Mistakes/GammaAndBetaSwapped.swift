import Equations

/// `y = β ⊙ n + γ`.
struct GammaAndBetaSwapped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "γ and β swapped"
    return Normalizations.slips("N5", title, anatomy, .batch, GammaAndBetaSwapped.revision)
      + Normalizations.slips(
        .possible("N12"), title, anatomy, .ofSample, GammaAndBetaSwapped.revision)
  }

  private static func revision(_ paths: [String]) -> Revision {
    .equation("y", in: paths) { $0.term.exchanging("gamma", "beta") }
  }
}
