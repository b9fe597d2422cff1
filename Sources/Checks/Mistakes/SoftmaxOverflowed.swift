import Equations
import Terms

/// `e^z/Σe^z` without the largest subtracted first: infinite from 88.73 on in float32, and NaN behind the division.
struct SoftmaxOverflowed: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    // Of a step of training the loss overflows with it.
    let frames = anatomy.calls { term in
      if case .apply(let op, _) = term { op is Softmax } else { false }
    }
    return anatomy.inEach(frames) { frames in
      let paths = frames.map(\.path)
      return Slip(
        .known("F2").unpaired,
        "softmax without the largest number subtracted first, which overflows",
        .equation { draft in
          guard paths.contains(draft.path) else { return nil }
          return draft.term.mapping(Softmax.self) { op, operands in
            guard let powers = operands.first?(Exp()) else { return nil }
            return powers / powers(Reduce(.sum, axes: [op.axis], keepsAxes: true))
          }
        })
    }
  }
}
