/// LayerNormalization and its kin with another ε than Keras' own.
struct LayerEpsilon: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let all: [(epsilon: Double, text: String)] = [
      (0, "0"), (1e-3, "1e-3"), (1e-4, "1e-4"), (1e-5, "1e-5"), (1e-6, "1e-6"), (1e-7, "1e-7"),
      (1e-8, "1e-8"),
      (1e-12, "1e-12"),
    ]
    return all.flatMap { epsilon, text in
      Normalizations.slips(.known("N7").kin("ε").unpaired, "ε = \(text)", anatomy, .ofSample) {
        Normalizations.epsilon(epsilon, $0)
      }
    }
  }
}
