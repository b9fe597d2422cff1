import Equations
import Tensors
import Terms

/// `reshape(W, (n, features))ᵀ` for W, or the same of U: a kernel of a recurrent layer reshaped where it is to be transposed
/// (R30, L59, G42). The square one of a SimpleRNN is then transposed, which is `RecurrentKernelTransposed`.
struct RecurrentKernelReshaped: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let names: [Anatomy.Family: MistakeName] = [
      .simpleRNN: .known("R30").unpaired, .lstm: .known("L59").unpaired,
      .gru: .known("G42").unpaired,
    ]
    let ways: [(words: String, kernels: Set<String>)] = [
      ("W and U", ["W", "U"]), ("W", ["W"]), ("U", ["U"]),
    ]
    return ways.flatMap { words, kernels in
      anatomy.inRecurrent(names, "\(words) reshaped instead of transposed") { chosen in
        (
          .equation { draft in
            guard chosen.paths.contains(draft.path) else { return nil }
            return draft.term.replacing { part in
              guard let value = part.value, value.role == .weight,
                kernels.contains(value.name.ascii)
              else { return nil }
              // Of a square kernel that is its transposed one.
              guard value.name.ascii != "U" || value.shape[0] != value.shape[1] else { return nil }
              return part.reshapedForTransposed
            }
          }, nil
        )
      }
    }
  }
}
