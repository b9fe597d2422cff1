import Equations
import Terms

/// `softmax(m ⊙ s)` or `m ⊙ softmax(s)`: masked scores put to 0, or shares put to 0 behind the softmax, so that the others do
/// not add up to 1 (A19).
struct MaskedScoresMisread: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let zeros = anatomy.inAttention(
      .known("A19").unpaired, "masked scores put to 0, not far down", AttentionKinds.all
    ) { draft in
      guard draft.name.ascii.hasSuffix("_masked") else { return nil }
      return draft.term.mapping(Select.self) { op, operands in
        guard operands.count == 3, operands[2].pair(of: Subtract.self) != nil else { return nil }
        return .apply(op, [operands[0], operands[1], 0])
      }
    }
    let behind = anatomy.inEach(
      anatomy.attentions.filter { anatomy.term("s_masked", of: $0.path) != nil }
    ) { frames in
      Slip(
        .known("A19").unpaired,
        "masked shares put to 0 behind the softmax, the others as they were",
        .equation("alpha", in: frames.map(\.path)) { draft in
          guard
            let scores = draft.equations.term("s_masked", of: draft.path),
            let choice = scores.first(where: { $0.isChoice }),
            case .apply(_, let operands) = choice
          else { return nil }
          return .select(operands[0], operands[1](Softmax()), 0)
        })
    }
    return zeros + behind
  }
}

extension Term {
  fileprivate var isChoice: Bool {
    if case .apply(let op, let operands) = self {
      op is Select && operands.count == 3
    } else {
      false
    }
  }
}
