import Equations
import Tensors
import Terms

/// `s/√d` in a layer of attention that does not divide: only `MultiHeadAttention` does.
struct AttentionScaled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inAttention(
      "A2", "attention scaled: the scores divided by √d", ["Attention", "AdditiveAttention"]
    ) { draft in
      guard draft.name.ascii == "s",
        let width = (draft.term.value("q") ?? draft.term.value("t"))?.shape.width
      else { return nil }
      return draft.term / .number(Double(width).squareRoot())
    }
  }
}
