import Equations
import Tensors
import Terms

/// `z = x·W − b`, `z = x·W + n·b` with b once for each of n inputs, or one number for all units (D25).
struct BiasMisadded: Mistake {
  let isOfPredictionsAlone = true

  private static let ways:
    [(title: String, change: @Sendable (_ b: Term, _ inputs: Int) -> Term?)] = [
      ("the bias subtracted", { b, _ in -b }),
      (
        "the bias added once for each input",
        { b, inputs in inputs > 2 ? .number(Double(inputs)) * b : nil }
      ),
      (
        "the first unit's bias for all units",
        { b, _ in b.shape.count > 1 ? b(Slice([.range(0, 1, step: nil)])) : nil }
      ),
      (
        "the sum of all biases for each unit",
        { b, _ in b.shape.count > 1 ? b(Reduce(.sum, axes: [0], keepsAxes: true)) : nil }
      ),
    ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    BiasMisadded.ways.flatMap { title, change in
      anatomy.inLayersWithBias(.known("D25").unpaired, title) { draft in
        guard draft.term.withoutBias != nil, let b = draft.term.value("b"), b.shape.rank == 1 else {
          return nil
        }
        let inputs = draft.term.value("W")?.shape.dims.dropLast().reduce(1, *) ?? 0
        guard let other = change(b, inputs) else { return nil }
        return draft.term.replacing("b") { _ in other }
      }
    }
      + anatomy.inCalls(
        anatomy.convolutions, .known("D25").unpaired, "the bias added once for each channel"
      ) { draft in
        guard draft.term.withoutBias != nil, draft.term.value("b") != nil,
          let channels = draft.term.value("x")?.shape.width, channels > 2
        else { return nil }
        return draft.term.replacing("b") { .number(Double(channels)) * $0 }
      }
  }
}

extension Anatomy {
  /// A mistake in dense layers and convolutions: in all of them, in those of one kind, and in each alone.
  func inLayersWithBias(
    _ name: MistakeName, _ title: String, _ change: @escaping @Sendable (Draft) -> Term?
  ) -> [Slip] {
    guard !dense.isEmpty, !convolutions.isEmpty else {
      return inCalls(dense + convolutions, name, title, change)
    }
    return inCalls(dense + convolutions, name, title, change).prefix(1)
      + inCalls(dense, name, title + ", in dense layers", change)
      + inCalls(convolutions, name, title + ", in convolutions", change)
  }
}
