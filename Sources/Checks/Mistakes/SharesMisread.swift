import Equations
import Tensors
import Terms

/// The shares of an attention made otherwise than by the softmax of `q·kᵀ/√d` (A18).
struct SharesMisread: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, change: @Sendable (_ s: Term) -> Term?)] = [
    ("each key an equal share", { (0 * $0)(Softmax()) }),
    ("σ of the scores, not their softmax", { $0(Sigmoid()) }),
    (
      "the shares transposed: queries and keys exchanged",
      { s in
        let rank = s.shape.rank
        guard rank > 1, s.shape[rank - 1] == s.shape[rank - 2] else { return nil }
        return s(Softmax())(Permute(Array(0..<rank - 2) + [rank - 1, rank - 2]))
      }
    ),
    (
      "the mean of the heads' shares for each",
      { s in
        s.shape.rank > 2
          ? s(Softmax())(Reduce(.mean, axes: [0], keepsAxes: true)) + 0 * s : nil
      }
    ),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let shares = SharesMisread.ways.flatMap { title, change in
      anatomy.inAttention(
        .possible("A18").unpaired, "attention otherwise: \(title)", AttentionKinds.all
      ) { draft in
        guard draft.name.ascii == "alpha" else { return nil }
        return draft.term.mapping(Softmax.self) { _, operands in operands.first.flatMap(change) }
      }
    }
    // Where one key has all but all of it, that is next to nothing.
    let best = anatomy.inAttention(
      .possible("A18").subtle, "attention otherwise: all of it to the best key", AttentionKinds.all
    ) { draft in
      guard draft.name.ascii == "alpha" else { return nil }
      return draft.term.mapping(Softmax.self) { _, operands in
        operands.first.map { s in
          .apply(Equal(), [s, s(Reduce(.max, axes: [-1], keepsAxes: true))])(Cast(.float32))
        }
      }
    }
    let times = anatomy.inAttention(
      .known("A18").unpaired, "the scores multiplied by √d, not divided", AttentionKinds.ofHeads
    ) { draft in
      guard draft.name.ascii == "s", let (scores, root) = draft.term.pair(of: Divide.self) else {
        return nil
      }
      return scores * root
    }
    let causal = anatomy.inAttention(
      .possible("A18").unpaired, "a causal mask, which the layer has not", AttentionKinds.all
    ) { draft in
      draft.name.ascii == "alpha" ? SharesMisread.causal(draft.term) : nil
    }
    let heads = anatomy.inAttention(
      .possible("A18").unpaired, "the heads from the last to the first where they are joined",
      AttentionKinds.ofHeads
    ) { draft in
      draft.name.ascii == "y" && draft.term.shape.rank == 3 && draft.term.shape[0] > 1
        ? draft.term(Flip(axis: 0)) : nil
    }
    return shares + best + times + causal + heads
  }

  /// `α` of the keys up to each query.
  private static func causal(_ term: Term) -> Term? {
    term.mapping(Softmax.self) { op, operands in
      guard let s = operands.first, s.shape.rank > 1 else { return nil }
      let place = (0 * s + 1)(CumulativeSum(axis: s.shape.rank - 2))
      let key = (0 * s + 1)(CumulativeSum(axis: s.shape.rank - 1))
      return .apply(op, [.select(.apply(LessEqual(), [key, place]), s, s - 1_000_000_000)])
    }
  }
}
