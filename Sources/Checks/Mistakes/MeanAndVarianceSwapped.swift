import Equations

/// `n = (x − σ²)/√(μ + ε)`.
struct MeanAndVarianceSwapped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Normalizations.slips("N6", "mean and variance swapped", anatomy, .batch) { paths in
      .equation("n", in: paths) { $0.term.exchanging("mu", "sigma2") }
    }
  }
}
