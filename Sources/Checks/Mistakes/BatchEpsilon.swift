/// BatchNormalization with ε = 0 (N2) or 10⁻⁵ (N3); Keras' own default is 10⁻³.
struct BatchEpsilon: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let all: [(name: MistakeName, epsilon: Double, text: String)] = [
      ("N2", 0, "ε = 0"), ("N3", 1e-5, "ε = 1e-5"), (.possible("N10"), 1e-3, "ε = 1e-3"),
    ]
    return all.flatMap { name, epsilon, text in
      Normalizations.slips(name, text, anatomy, .batch) { Normalizations.epsilon(epsilon, $0) }
    }
  }
}
