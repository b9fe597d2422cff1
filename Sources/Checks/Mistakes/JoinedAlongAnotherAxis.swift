import Equations
import Tensors
import Terms

/// Inputs joined along another axis than the layer's, where what comes behind can be computed all the same (M9).
struct JoinedAlongAnotherAxis: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.frames("Concatenate")
    let rank = frames.compactMap { $0.outputs.first?.shape.rank }.max() ?? 1
    guard rank > 1 else { return [] }
    return (0..<rank).flatMap { axis in
      anatomy.inCalls(
        frames, .known("M9").unpaired, "joined along axis \(axis + 1), not the layer's"
      ) { draft in
        guard draft.name.ascii == "y" else { return nil }
        return draft.term.mapping(Concatenate.self) { op, operands in
          let rank = operands.first?.shape.rank ?? 0
          let own = op.axis < 0 ? op.axis + rank : op.axis
          guard axis < rank, axis != own else { return nil }
          return .apply(Concatenate(axis: axis), operands)
        }
      }
    }
  }
}
