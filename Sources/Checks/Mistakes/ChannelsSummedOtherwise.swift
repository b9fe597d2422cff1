import Equations
import Tensors
import Terms

/// A convolution of the first channel or of the last one alone, or the mean over channels, or over all of the window, where
/// Keras adds all of it up (C24).
struct ChannelsSummedOtherwise: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, change: @Sendable (Convolve, Term, Term) -> Term?)] = [
    (
      "the mean over the channels, not their sum",
      { op, x, kernel in
        let channels = x.shape.width
        return channels > 1 ? .apply(op, [x, kernel]) / .number(Double(channels)) : nil
      }
    ),
    (
      "the mean over the window, not its sum",
      { op, x, kernel in
        let places = kernel.shape.dims.prefix(op.rank).reduce(1, *)
        return places > 1 ? .apply(op, [x, kernel]) / .number(Double(places)) : nil
      }
    ),
    (
      "the mean over the window and the channels, not its sum",
      { op, x, kernel in
        let all = kernel.shape.dims.dropLast().reduce(1, *)
        return x.shape.width > 1 && all > x.shape.width
          ? .apply(op, [x, kernel]) / .number(Double(all)) : nil
      }
    ),
    ("the first channel alone", { op, x, kernel in only(0, op, x, kernel) }),
    ("the last channel alone", { op, x, kernel in only(x.shape.width - 1, op, x, kernel) }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    ChannelsSummedOtherwise.ways.flatMap { title, change in
      anatomy.inCalls(anatomy.convolutions, .known("C24").unpaired, title) { draft in
        draft.term.mapping(Convolve.self) { op, operands in
          guard operands.count == 2, op.groups == 1 else { return nil }
          return change(op, operands[0], operands[1])
        }
      }
    }
  }

  /// The convolution of one channel.
  private static func only(_ channel: Int, _ op: Convolve, _ x: Term, _ kernel: Term) -> Term? {
    guard x.shape.width > 1, kernel.shape.rank == op.rank + 2 else { return nil }
    let own = channel..<channel + 1
    let window = [Slice.Index](repeating: .all, count: op.rank)
    return .apply(
      op,
      [
        x(Slice.last(own, rank: x.shape.rank)),
        kernel(Slice(window + [.range(own.lowerBound, own.upperBound, step: nil)])),
      ])
  }
}
