import Equations
import Tensors
import Terms

/// `y = mean(heads)` or the first head for all: heads that do not stay side by side (A20).
struct HeadsMisjoined: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, one: @Sendable (Term) -> Term)] = [
      ("the mean of the heads for each of them", { $0(Reduce(.mean, axes: [0], keepsAxes: true)) }),
      ("the first head for all of them", { $0(Slice([.range(0, 1, step: nil)])) }),
    ]
    return ways.flatMap { title, one in
      anatomy.inAttention(.possible("A20").unpaired, title, AttentionKinds.ofHeads) { draft in
        guard draft.name.ascii == "y", draft.term.shape.rank == 3, draft.term.shape[0] > 1 else {
          return nil
        }
        return .apply(
          Concatenate(axis: 0),
          [Term](repeating: one(draft.term), count: draft.term.shape[0]))
      }
    }
  }
}
