import Equations
import Tensors
import Terms

/// One place more where a window does not end at the edge: the number of places rounded up, not down (C21).
struct CountRoundedUp: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    return anatomy.inCalls(
      anatomy.convolutions + anatomy.poolings, .possible("C21").unpaired,
      "the number of places rounded up, not down"
    ) { draft in
      draft.term.mapping(Pool.self) { op, operands in CountRoundedUp.pooled(op, operands[0]) }
        ?? draft.term.mapping(Convolve.self) { op, operands in
          guard operands.count == 2 else { return nil }
          let window = Array(operands[1].shape.dims.prefix(op.rank))
          return operands[0].filled(for: window, op.sliding).map { .apply(op, [$0, operands[1]]) }
        }
    }
  }

  /// Zeros behind the edge count for neither the mean nor the greatest.
  private static func pooled(_ op: Pool, _ x: Term) -> Term? {
    func filled(_ x: Term) -> Term? { x.filled(for: op.window, op.sliding) }
    switch op.kind {
    case .avg:
      guard let sum = filled(x), let share = filled(x * 0 + 1) else { return nil }
      return sum(op) / share(op)
    case .max:
      let least = x(Reduce(.min))
      return filled(x - least).map { $0(op) + least }
    }
  }
}

extension Term {
  /// The input with zeros behind, so that a window of valid padding reaches its end; nil where it does already.
  fileprivate func filled(for window: [Int], _ sliding: Sliding) -> Term? {
    guard sliding.padding == .valid, shape.rank == window.count + 1 else { return nil }
    let after = window.indices.map { axis in
      let reach = (window[axis] - 1) * sliding.dilation[axis] + 1
      let stride = max(sliding.strides[axis], 1)
      let rest = (shape[axis] - reach) % stride
      return shape[axis] > reach && rest > 0 ? stride - rest : 0
    }
    guard after.contains(where: { $0 > 0 }) else { return nil }
    return self(Pad(before: shape.dims.map { _ in 0 }, after: after + [0]))
  }
}
