import Equations
import Tensors
import Terms

/// `x[::2, ::2]`: one element of each window, the first or the last, where a pooling takes the mean or the greatest (C29).
struct PooledBySampling: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, isLast: Bool)] = [
      ("the first element of each window, x[::2]", false),
      ("the last element of each window, x[1::2]", true),
    ]
    return ways.flatMap { title, isLast in
      anatomy.inCalls(anatomy.poolings, .known("C29").unpaired, title) { draft in
        draft.term.mapping(Pool.self) { op, operands in
          operands.first.flatMap {
            PooledBySampling.sampled($0, op, isLast: isLast)
          }
        }
      }
    }
  }

  private static func sampled(_ x: Term, _ op: Pool, isLast: Bool) -> Term? {
    let places = Term.apply(op, [x]).shape.dims.dropLast()
    guard places.count == op.window.count, x.shape.rank == places.count + 1 else { return nil }
    var ranges: [Slice.Index] = []
    for (axis, count) in places.enumerated() {
      let (stride, start) = (op.sliding.strides[axis], isLast ? op.window[axis] - 1 : 0)
      let end = start + (count - 1) * stride
      guard count > 0, end < x.shape[axis] else { return nil }
      ranges.append(.range(start, end + 1, step: stride))
    }
    return x(Slice(ranges))
  }
}
