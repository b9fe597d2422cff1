import Equations
import Tensors
import Terms

/// `reshape(x, shape)` where a Permute layer exchanges axes: the numbers stay as they lie (C31).
struct PermuteByReshape: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inCalls(
      anatomy.frames("Permute"), .known("C31").unpaired,
      "reshaped to the shape, not the axes exchanged"
    ) { draft in
      draft.term.mapping(Permute.self) { op, operands in
        operands.first.map { $0(Reshape(Term.apply(op, [$0]).shape.dims)) }
      }
    }
  }
}
