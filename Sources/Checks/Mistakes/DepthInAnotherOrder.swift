import Equations
import Tensors
import Terms

/// The channels of a depthwise convolution multiplier by multiplier, where Keras has all of a channel's together; or its
/// kernel read so (C17).
struct DepthInAnotherOrder: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.convolutions
    return anatomy.inCalls(
      frames, .known("C17").unpaired, "depthwise channels ordered multiplier by multiplier"
    ) { draft in
      draft.term.mapping(DepthwiseConvolve.self) { op, operands in
        guard operands.count == 2, operands[1].shape.width > 1 else { return nil }
        return Term.apply(op, operands).dealt(in: operands[1].shape.width)
      }
    }
      + anatomy.inCalls(
        frames, .known("C17").unpaired, "the depthwise kernel read as (…, multiplier, channels)"
      ) { draft in
        draft.term.mapping(DepthwiseConvolve.self) { op, operands in
          guard operands.count == 2 else { return nil }
          return operands[1].readTransposed.map { .apply(op, [operands[0], $0]) }
        }
      }
  }
}

extension Term {
  /// The numbers as they lie, read as if the last two axes stood the other way round.
  fileprivate var readTransposed: Term? {
    let rank = shape.rank
    guard rank > 1, shape[rank - 1] > 1, shape[rank - 2] > 1 else { return nil }
    let front = Array(shape.dims.dropLast(2))
    let turned = self(Reshape(front + [shape[rank - 1], shape[rank - 2]]))
    return turned(Permute(Array(0..<rank - 2) + [rank - 1, rank - 2]))
  }
}
