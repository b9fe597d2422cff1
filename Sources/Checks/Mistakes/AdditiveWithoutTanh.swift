import Equations
import Terms

/// `s = Σ scale ⊙ (q + k)`: additive attention without its tanh (A17).
struct AdditiveWithoutTanh: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    return anatomy.inAttention(
      .known("A17").unpaired, "additive attention without tanh", ["AdditiveAttention", "Attention"]
    ) { draft in
      draft.term.mapping(Tanh.self) { _, operands in operands.first }
    }
  }
}
