import Equations
import Terms

/// `s = Σ scale ⊙ (q + k)`: additive attention without its tanh (A17).
struct AdditiveWithoutTanh: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss == nil else { return [] }
    return anatomy.inAttention(
      .known("A17").unpaired, "additive attention without tanh", ["AdditiveAttention", "Attention"]
    ) { draft in
      draft.term.mapping(Tanh.self) { _, operands in operands.first }
    }
  }
}
