/// `n = (x − μ)/(√σ² + ε)`: ε added to the deviation, where it belongs to the variance.
struct EpsilonOutsideTheRoot: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let all: [(epsilon: Double?, text: String)] = [
      (nil, ""), (1e-5, ", ε = 1e-5"), (1e-6, ", ε = 1e-6"), (1e-8, ", ε = 1e-8"),
    ]
    return all.flatMap { epsilon, text in
      Normalizations.slips(
        epsilon == nil ? .known("N20").kin("ε").unpaired : .possible("N20").kin("ε").unpaired,
        "ε added to the deviation, outside of the root\(text)", anatomy, .any
      ) { Normalizations.epsilonOutside(epsilon, $0) }
    }
  }
}
