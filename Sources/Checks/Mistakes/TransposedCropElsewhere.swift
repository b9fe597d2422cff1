import Equations
import Tensors
import Terms

/// What `padding="same"` takes off a transposed convolution, all in front, all behind, or the odd one on the other side; Keras
/// takes the odd one off behind (C35).
struct TransposedCropElsewhere: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.calls.filter { $0.kind.hasSuffix("Transpose") }
    let ways: [(title: String, before: @Sendable (_ total: Int) -> Int)] = [
      ("all in front", { $0 }), ("all behind", { _ in 0 }),
      ("the odd one in front", { $0 - $0 / 2 }),
    ]
    return ways.flatMap { title, before in
      anatomy.inCalls(
        frames, .possible("C35").unpaired, "the transposed convolution cut to size \(title)"
      ) { draft in
        draft.term.mapping(ConvolveTranspose.self) { op, operands in
          TransposedCropElsewhere.cut(op, operands, before)
        }
      }
    }
  }

  private static func cut(
    _ op: ConvolveTranspose, _ operands: [Term], _ before: (Int) -> Int
  ) -> Term? {
    guard op.sliding.padding == .same, op.outputPadding == nil, operands.count == 2 else {
      return nil
    }
    let whole = ConvolveTranspose(rank: op.rank, op.sliding.inside, groups: op.groups)
    let (wide, own) = (Term.apply(whole, operands), Term.apply(op, operands))
    var ranges: [Slice.Index] = []
    for axis in 0..<op.rank {
      let total = wide.shape[axis] - own.shape[axis]
      guard total >= 0 else { return nil }
      let front = before(total)
      ranges.append(.range(front, front + own.shape[axis], step: nil))
    }
    return wide(Slice(ranges))
  }
}
