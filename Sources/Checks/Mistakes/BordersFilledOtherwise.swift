import Equations
import Tensors
import Terms

/// What stands beyond the border where Keras puts zeros: the number at the edge, the image in a mirror or from its other
/// end, or ones (C23).
struct BordersFilledOtherwise: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    BorderFilling.allCases.flatMap { filling in
      anatomy.inCalls(
        anatomy.convolutions + anatomy.calls.filter { $0.kind.hasPrefix("ZeroPadding") },
        .possible("C23").unpaired, "\(filling.title) beyond the border, not zeros"
      ) { draft in
        draft.term.mapping(Convolve.self) { op, operands in
          BordersFilledOtherwise.filled(op.sliding, operands, filling) { x in
            .apply(Convolve(rank: op.rank, op.sliding.inside, groups: op.groups), [x, operands[1]])
          }
        }
          ?? draft.term.mapping(DepthwiseConvolve.self) { op, operands in
            BordersFilledOtherwise.filled(op.sliding, operands, filling) { x in
              .apply(DepthwiseConvolve(rank: op.rank, op.sliding.inside), [x, operands[1]])
            }
          }
          ?? draft.term.mapping(Pad.self) { op, operands in
            operands.first.flatMap { filling.around($0, before: op.before, after: op.after) }
          }
      }
    }
  }

  /// The windows over an input with its borders written out.
  private static func filled(
    _ sliding: Sliding, _ operands: [Term], _ filling: BorderFilling, _ windows: (Term) -> Term
  ) -> Term? {
    guard sliding.padding == .same, operands.count == 2 else { return nil }
    let window = Array(operands[1].shape.dims.prefix(sliding.strides.count))
    let axes = PaddedAxis.axes(operands[0].shape, window: window, sliding)
    let before = axes.map { $0.total / 2 } + [0]
    let after = axes.map { $0.total - $0.total / 2 } + [0]
    return filling.around(operands[0], before: before, after: after).map(windows)
  }
}
