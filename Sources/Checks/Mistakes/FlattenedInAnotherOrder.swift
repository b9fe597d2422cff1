import Equations
import Tensors
import Terms

/// The numbers of a sample flattened with the channels first (C9), as PyTorch keeps them, or column by column (C10), as
/// MATLAB and Fortran do; Keras goes over the channels last.
struct FlattenedInAnotherOrder: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.calls.filter { frame in
      guard frame.kind == "Flatten" || frame.kind == "Reshape" else { return false }
      let rank = frame.inputs.first?.shape.rank ?? 0
      return rank > 1 && frame.outputs.first?.shape.rank == 1
    }
    let isDeep = frames.contains { ($0.inputs.first?.shape.rank ?? 0) > 2 }
    return slips("C9", "flattened with the channels first, as PyTorch has them", anatomy, frames) {
      [$0 - 1] + Array(0..<$0 - 1)
    }
      + (isDeep
        ? slips(.possible("C10"), "flattened column by column", anatomy, frames) {
          Array((0..<$0).reversed())
        }
          + slips(.possible("C10").unpaired, "flattened with the width first", anatomy, frames) {
            [1, 0] + Array(2..<$0)
          } : [])
  }

  private func slips(
    _ name: MistakeName, _ title: String, _ anatomy: Anatomy, _ frames: [Frame],
    _ order: @escaping @Sendable (_ rank: Int) -> [Int]
  ) -> [Slip] {
    anatomy.inEach(frames) { frames in
      Slip(
        name, title,
        .equation("y", in: frames.map(\.path)) { draft in
          draft.term.mapping(Reshape.self) { op, operands in
            guard let x = operands.first, x.shape.rank > 1 else { return nil }
            if case .apply(let own, let inner) = x, own is Permute, let first = inner.first {
              return first(op)
            }
            return x(Permute(order(x.shape.rank)))(op)
          }
        })
    }
  }
}
