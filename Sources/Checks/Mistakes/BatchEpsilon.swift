/// BatchNormalization with ε = 0 (N2), 10⁻⁵ (N3) or another one that other programs have (N10); Keras' own default is
/// 10⁻³.
struct BatchEpsilon: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let all: [(name: MistakeName, epsilon: Double, text: String)] = [
      (.known("N2").kin("ε"), 0, "ε = 0"), (.known("N3").kin("ε"), 1e-5, "ε = 1e-5"),
      (.possible("N10").kin("ε"), 1e-3, "ε = 1e-3"),
      (.possible("N10").kin("ε").unpaired, 1e-4, "ε = 1e-4"),
      (.possible("N10").kin("ε").unpaired, 1e-6, "ε = 1e-6"),
      (.possible("N10").kin("ε").unpaired, 1e-7, "ε = 1e-7"),
      (.possible("N10").kin("ε").unpaired, 1e-8, "ε = 1e-8"),
    ]
    return all.flatMap { name, epsilon, text in
      Normalizations.slips(name, text, anatomy, .batch) { Normalizations.epsilon(epsilon, $0) }
    }
  }
}
