import Equations
import Tensors
import Terms

/// `s = q·kᵀ/√d` in an `Attention` layer, which does not divide: only `MultiHeadAttention` does.
struct AttentionScaled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inAttention("A2", "attention scaled: the scores divided by √d", ["Attention"]) {
      draft in
      guard draft.name.ascii == "s", draft.term.contains(MatMul.self),
        let width = draft.term.value("q")?.shape.width
      else { return nil }
      return draft.term / .number(Double(width).squareRoot())
    }
  }
}
