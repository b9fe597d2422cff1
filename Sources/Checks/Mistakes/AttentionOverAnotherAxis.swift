import Equations
import Tensors
import Terms

/// `α = softmax(s)` over the queries, or over the heads, where every query's shares of the keys add up to 1.
struct AttentionOverAnotherAxis: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, axis: Int)] = [("the queries", -2), ("the heads", -3)]
    return ways.flatMap { title, axis in
      anatomy.inAttention(
        "A5", "attention's softmax over \(title), not over the keys",
        axis == -2 ? AttentionKinds.all : AttentionKinds.ofHeads
      ) { draft in
        guard draft.name.ascii == "alpha" else { return nil }
        return draft.term.mapping(Softmax.self) { _, operands in
          guard let s = operands.first, s.shape.rank + axis >= 0 else { return nil }
          return s(Softmax(axis: s.shape.rank + axis))
        }
      }
    }
  }
}
