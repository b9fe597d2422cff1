import Equations
import Tensors
import Terms

/// `z = W·x + b` where W is square, so that no shape objects; right elsewhere.
struct SquareKernelUntransposed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let paths = anatomy.dense.map(\.path)
    guard !paths.isEmpty else { return [] }
    let revision = Revision.equation("z", in: paths) { draft in
      draft.term.replacing("W") { W in
        W.shape.rank == 2 && W.shape[0] == W.shape[1] && W.shape[0] > 1 ? W.transposed : W
      }
    }
    return [Slip("D12", "the square kernel left untransposed in W·x", revision)]
  }
}
