import Equations
import Tensors
import Terms

/// `h₋₁·Uᵀ`, of each gate by itself: U is always square, so that no shape objects.
struct RecurrentKernelTransposed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R11", .lstm: "L12", .gru: .possible("G13")], "the recurrent kernel transposed"
    ) { chosen in
      let revision = Revision.equation { draft in
        guard chosen.paths.contains(draft.path) else { return nil }
        return draft.term.replacing("U") { U in
          guard U.shape.rank == 2, U.shape[0] > 0 else { return U }
          let gates = U.shape[1] / U.shape[0]
          return gates > 1 ? U.transposedParts(gates) : U.transposed
        }
      }
      return (revision, nil)
    }
  }
}
