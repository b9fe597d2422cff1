import Equations
import Tensors
import Terms

/// `np.repeat(x, n)` for RepeatVector: each number n times, not the vector n times (C32).
struct RepeatedElementwise: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name = MistakeName.possible("C32").unpaired
    let frames = anatomy.frames("RepeatVector")
    let each = anatomy.inCalls(frames, name, "each number repeated, not the vector") { draft in
      draft.term.mapping(Repeat.self) { op, operands in
        guard let x = operands.first, op.count > 1 else { return nil }
        let whole = Term.apply(op, [x])
        return whole(Permute([1, 0]))(Reshape(whole.shape.dims))
      }
    }
    let once = anatomy.inCalls(frames, name, "the vector once, and zeros behind it") { draft in
      draft.term.mapping(Repeat.self) { op, operands in
        guard let x = operands.first, op.count > 1 else { return nil }
        return x(Reshape([1] + x.shape.dims))(Pad(before: [0, 0], after: [op.count - 1, 0]))
      }
    }
    return each + once
  }
}
