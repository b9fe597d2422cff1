import Equations
import Terms

/// The zeros beyond the border counted where a window of `padding="same"` is pooled: in the mean (C7), which Keras
/// takes over the numbers inside alone, or among those of which the greatest is taken (C8).
struct BorderZerosCounted: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    slips(
      .known("C7"), "border zeros counted in the mean of average pooling", .avg, anatomy)
      + slips(.possible("C8"), "border zeros counted in max pooling", .max, anatomy)
  }

  private func slips(
    _ name: MistakeName, _ title: String, _ kind: Pool.Kind, _ anatomy: Anatomy
  ) -> [Slip] {
    let frames = anatomy.poolings.filter { $0.kind.hasPrefix("Max") == (kind == .max) }
    let own = anatomy.inEach(frames) { frames in
      Slip(name, title, revision(frames.map(\.path), kind, nil))
    }
    return own
      + PaddingSide.allCases.flatMap { side in
        anatomy.inEach(frames) { frames in
          Slip(
            name.unpaired, "\(title), the zeros \(side.title)",
            revision(frames.map(\.path), kind, side))
        }
      }
  }

  /// Windows over zeros that stand where Keras has its padding, or on another side.
  private func revision(_ paths: [String], _ kind: Pool.Kind, _ side: PaddingSide?) -> Revision {
    .equation { draft in
      guard paths.contains(draft.path) else { return nil }
      return draft.term.mapping(Pool.self) { op, operands in
        guard op.kind == kind, op.sliding.padding == .same else { return nil }
        let axes = PaddedAxis.axes(operands[0].shape, window: op.window, op.sliding)
        let usual = axes.map { $0.total / 2 }
        let before = side.map { side in
          axes.map { side.before(total: $0.total, reach: $0.reach) }
        }
        guard before != usual else { return nil }
        return operands[0].padded(before: before ?? usual, axes) {
          $0(Pool(op.kind, window: op.window, strides: op.sliding.strides, padding: .valid))
        }
      }
    }
  }
}
