import Equations
import Tensors
import Terms

/// `padding="causal"` with zeros behind the sequence, or on both sides: a timestep then sees what comes after it.
struct CausalPaddingElsewhere: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.frames("Conv1D", "SeparableConv1D", "DepthwiseConv1D")
    let sides: [(title: String, before: @Sendable (PaddedAxis) -> Int)] = [
      ("on both sides, as same padding", { $0.total / 2 }), ("behind, not in front", { _ in 0 }),
    ]
    return sides.flatMap { title, before in
      anatomy.inEach(frames) { frames in
        let paths = frames.map(\.path)
        return Slip(
          .possible("C6"), "the zeros of causal padding \(title)",
          .equation { draft in
            guard paths.contains(draft.path) else { return nil }
            return draft.term.mapping(Convolve.self) { op, operands in
              guard op.sliding.padding == .causal, operands.count == 2 else { return nil }
              let axes = PaddedAxis.axes(
                operands[0].shape, window: [operands[1].shape[0]], op.sliding)
              return operands[0].padded(before: axes.map(before), axes) { x in
                .apply(
                  Convolve(rank: op.rank, op.sliding.inside, groups: op.groups), [x, operands[1]])
              }
            }
          })
      }
    }
  }
}
