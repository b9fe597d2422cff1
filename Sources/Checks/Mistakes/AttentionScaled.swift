import Equations
import Tensors
import Terms

/// `s/√d` or `s/d` in a layer of attention that does not divide: only `MultiHeadAttention` does.
struct AttentionScaled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, over: @Sendable (Double) -> Double)] = [
      ("attention scaled: the scores divided by √d", { $0.squareRoot() }),
      ("attention scaled: the scores divided by d", { $0 }),
    ]
    return ways.flatMap { title, over in
      anatomy.inAttention("A2", title, ["Attention", "AdditiveAttention"]) { draft in
        guard draft.name.ascii == "s",
          let width = (draft.term.value("q") ?? draft.term.value("t"))?.shape.width
        else { return nil }
        return draft.term / .number(over(Double(width)))
      }
    }
  }
}
