import Equations
import Tensors
import Terms

/// `reshape(q, (heads, T, key_dim))` of a (T, heads·key_dim) array, without the transpose that brings the heads to the
/// front (A8), or the heads joined without it (A9).
struct HeadsSplitByReshape: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the heads split by a reshape alone, without the transpose"
    return slips("A8", title, anatomy, splits: true, joins: false)
      + slips("A8", title + ", and joined so", anatomy, splits: true, joins: true)
      + slips(
        "A9", "the heads joined by a reshape alone, without the transpose", anatomy, splits: false,
        joins: true)
  }

  private func slips(
    _ name: MistakeName, _ title: String, _ anatomy: Anatomy, splits: Bool, joins: Bool
  ) -> [Slip] {
    anatomy.inAttention(name, title, AttentionKinds.ofHeads) { draft in
      switch draft.name.ascii {
      case "q" where splits, "k" where splits, "v" where splits:
        draft.term(Permute([1, 0, 2]))(Reshape(draft.term.shape.dims))
      case "o" where joins:
        draft.term.replacing("y") { y in
          let shape = y.shape
          guard shape.rank == 3 else { return y }
          return y(Reshape([shape[1], shape[0], shape[2]]))(Permute([1, 0, 2]))
        }
      default: nil
      }
    }
  }
}
