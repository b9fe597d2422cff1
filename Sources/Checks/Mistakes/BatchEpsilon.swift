/// BatchNormalization with ε = 0 (N2) or 10⁻⁵ (N3); Keras' own default is 10⁻³.
struct BatchEpsilon: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let all: [(id: String, epsilon: Double, text: String)] = [
      ("N2", 0, "ε = 0"), ("N3", 1e-5, "ε = 1e-5"), ("N10", 1e-3, "ε = 1e-3"),
    ]
    return all.flatMap { id, epsilon, text in
      Normalizations.slips(id, text, anatomy, .batch) { Normalizations.epsilon(epsilon, $0) }
    }
  }
}
