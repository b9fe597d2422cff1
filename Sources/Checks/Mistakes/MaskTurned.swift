import Equations
import Terms

/// `h = m ? h₋₁ : h′`: the mask turned round, so that what is masked counts and all else is skipped.
struct MaskTurned: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [
        .simpleRNN: .known("R27").unpaired, .lstm: .known("L54").unpaired,
        .gru: .known("G38").unpaired,
      ], "the mask turned round: what is masked counts, all else is skipped"
    ) { chosen in
      (
        .equation { draft in
          guard chosen.paths.contains(draft.path) else { return nil }
          return draft.term.mapping(Select.self) { op, operands in
            guard operands.count == 3, operands[0].value?.role == .sequence else { return nil }
            return .apply(op, [operands[0], operands[2], operands[1]])
          }
        }, nil
      )
    }
  }
}
