import Equations
import Tensors
import Terms

/// The columns of Wq, Wk, Wv read as (key_dim, heads) where Keras has (heads, key_dim): a head gets every n-th number.
struct HeadsInterleaved: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let projections: Set<String> = ["q", "k", "v"]
    let ways: [(title: String, equations: Set<String>)] = [
      ("", projections.union(["o"])), (", in q, k and v alone", projections),
      (", where they are joined", ["o"]),
    ]
    return ways.flatMap { title, equations in
      anatomy.inAttention(
        "A7", "the heads interleaved, every n-th column a head's\(title)", AttentionKinds.ofHeads
      ) { draft in
        guard equations.contains(draft.name.ascii) else { return nil }
        return draft.term.replacing { part in
          part.value?.role == .weight ? HeadsInterleaved.interleaved(part) : nil
        }
      }
    }
  }

  /// (features, heads, width), (heads, width) or (heads, width, outputs); nil for a bias behind the heads.
  private static func interleaved(_ weight: Term) -> Term? {
    let shape = weight.shape
    let first = weight.value?.name.ascii == "Wo" || shape.rank == 2 ? 0 : 1
    guard shape.rank > 1 else { return nil }
    var dims = shape.dims
    dims.swapAt(first, first + 1)
    var order = Array(0..<shape.rank)
    order.swapAt(first, first + 1)
    return weight(Reshape(dims))(Permute(order))
  }
}
