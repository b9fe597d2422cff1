import Equations
import Tensors
import Terms

/// A causal mask with which a position does not see itself either: what stands before it alone (A22).
struct CausalMaskStrict: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inAttention(
      .possible("A22").unpaired, "a causal mask in which no position sees itself",
      AttentionKinds.all
    ) { draft in
      guard draft.name.ascii.hasSuffix("_masked") else { return nil }
      var isChanged = false
      let changed = draft.term.replacing { part in
        guard let value = part.value, value.name.ascii == "causal", value.shape.rank == 2 else {
          return nil
        }
        let (rows, columns) = (value.shape[0], value.shape[1])
        let seen = (0..<rows * columns).map { place -> Double in
          place % max(columns, 1) < place / max(columns, 1) ? 1 : 0
        }
        guard
          let strict = try? draft.equations.constant("before", value.shape, value.dtype, { seen })
        else { return nil }
        isChanged = true
        return strict
      }
      return isChanged ? changed : nil
    }
  }
}
