import Terms

/// `m′ = μ·m − (1 − μ)·η·g`: a moving mean, as in Adam; SGD's momentum is a sum.
struct MomentumAveraged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.momentumSlips("T21", "the momentum as a moving mean, with 1 − μ") { m, share, down in
      m * share - (1 - share) * down
    }
  }
}
