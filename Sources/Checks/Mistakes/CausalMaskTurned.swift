import Equations
import Tensors
import Terms

/// A causal mask turned round: each position sees itself and what comes after it (A15).
struct CausalMaskTurned: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    return anatomy.inAttention(
      .known("A15").unpaired, "the causal mask turned round: what comes after is seen",
      AttentionKinds.all
    ) { draft in
      draft.term.replacing("causal") { $0.shape.isSquare ? $0(Permute()) : $0 }
    }
  }
}

extension Shape {
  fileprivate var isSquare: Bool { rank == 2 && self[0] == self[1] }
}
