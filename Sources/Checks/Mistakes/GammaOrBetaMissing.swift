/// `y = n + β`, `y = γ ⊙ n`, `y = n`: a normalization without its γ (N16), its β (N17), or both (N18).
struct GammaOrBetaMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(name: MistakeName, title: String, gamma: Bool, beta: Bool)] = [
      ("N16", "γ left out", true, false), ("N17", "β left out", false, true),
      ("N18", "γ and β left out", true, true),
    ]
    return ways.flatMap { name, title, gamma, beta in
      Normalizations.slips(name, title, anatomy, .any) {
        Normalizations.without(gamma: gamma, beta: beta, $0)
      }
    }
  }
}
