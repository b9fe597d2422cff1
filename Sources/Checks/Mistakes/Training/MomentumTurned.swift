import Terms

/// `m′ = −μ·m − η·g`: the momentum with the other sign.
struct MomentumTurned: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.momentumSlips("T20", "the momentum with the other sign") { m, share, down in
      -(m * share) - down
    }
  }
}
