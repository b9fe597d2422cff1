import Terms

/// `m′ = μ·m − g`: the momentum without the learning rate (T119); where the rate stands outside it is `MomentumOfPyTorch`.
struct MomentumWithoutRate: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.momentumSlips(.known("T119").unpaired, "the momentum without the learning rate") {
      m, share, down in
      m * share - (down.pair(of: Multiply.self)?.0 ?? down)
    }
  }
}
