import Equations
import Tensors
import Terms

/// The zeros of `padding="same"` on other sides: Keras puts them on both, an odd one behind.
struct SamePaddingElsewhere: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let (convolutions, poolings) = (anatomy.convolutions, anatomy.poolings)
    return PaddingSide.allCases.flatMap { side in
      let slips = anatomy.inEach(convolutions + poolings) { slip($0, side) }
      // Who pads by hand may do it before convolutions alone.
      guard convolutions.count > 1, !poolings.isEmpty else { return slips }
      return slips + [slip(convolutions, side, ", in convolutions")]
    }
  }

  private func slip(_ frames: [Frame], _ side: PaddingSide, _ words: String = "") -> Slip {
    Slip(
      .known("C5").unpaired, "the zeros of same padding \(side.title)\(words)",
      SamePaddingElsewhere.revision(frames.map(\.path), side))
  }

  private static func revision(_ paths: [String], _ side: PaddingSide) -> Revision {
    .equation { draft in
      guard paths.contains(draft.path) else { return nil }
      return draft.term.mapping(Convolve.self) { op, operands in
        moved(op.sliding, operands, side) { x in
          .apply(Convolve(rank: op.rank, op.sliding.inside, groups: op.groups), [x, operands[1]])
        }
      }
        ?? draft.term.mapping(DepthwiseConvolve.self) { op, operands in
          moved(op.sliding, operands, side) { x in
            .apply(DepthwiseConvolve(rank: op.rank, op.sliding.inside), [x, operands[1]])
          }
        }
        ?? draft.term.mapping(Pool.self) { op, operands in pooled(op, operands[0], side) }
    }
  }

  /// A convolution over an input that was padded elsewhere; nil where that is Keras' own padding.
  private static func moved(
    _ sliding: Sliding, _ operands: [Term], _ side: PaddingSide, _ windows: (Term) -> Term
  ) -> Term? {
    guard sliding.padding == .same, operands.count == 2 else { return nil }
    let window = Array(operands[1].shape.dims.prefix(sliding.strides.count))
    return place(operands[0], window, sliding, side, windows)
  }

  private static func place(
    _ x: Term, _ window: [Int], _ sliding: Sliding, _ side: PaddingSide, _ windows: (Term) -> Term
  ) -> Term? {
    let axes = PaddedAxis.axes(x.shape, window: window, sliding)
    let before = axes.map { side.before(total: $0.total, reach: $0.reach) }
    guard before != axes.map({ $0.total / 2 }) else { return nil }
    return x.padded(before: before, axes, windows)
  }

  /// Pooling: padding counts for neither the mean nor the greatest.
  private static func pooled(_ op: Pool, _ x: Term, _ side: PaddingSide) -> Term? {
    guard op.sliding.padding == .same else { return nil }
    func windows(_ x: Term) -> Term {
      x(Pool(op.kind, window: op.window, strides: op.sliding.strides, padding: .valid))
    }
    func place(_ x: Term) -> Term? {
      SamePaddingElsewhere.place(x, op.window, op.sliding, side, windows)
    }
    switch op.kind {
    case .avg:
      guard let sum = place(x), let share = place(x * 0 + 1) else { return nil }
      return sum / share
    case .max:
      // Zeros are the least of numbers that are none below 0.
      let least = x(Reduce(.min))
      return place(x - least).map { $0 + least }
    }
  }
}
