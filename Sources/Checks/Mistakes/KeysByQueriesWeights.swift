import Equations
import Terms

/// `k = x·Wq + bq`: the keys made by the weights of the queries, or the values by those of the keys (A21).
struct KeysByQueriesWeights: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, own: String, other: String)] = [
      ("the keys by the weights of the queries", "k", "q"),
      ("the values by the weights of the keys", "v", "k"),
      ("the values by the weights of the queries", "v", "q"),
    ]
    return ways.flatMap { title, own, other in
      anatomy.inAttention(.possible("A21").unpaired, title, AttentionKinds.ofHeads) { draft in
        guard draft.name.ascii == own else { return nil }
        var isWhole = true
        let changed = draft.term.replacing { part in
          guard let value = part.value, value.role == .weight,
            value.name.ascii.hasSuffix(own)
          else { return nil }
          let name = String(value.name.ascii.dropLast()) + other
          guard let weight = draft.equations.value(name, of: draft.path),
            weight.shape == value.shape
          else {
            isWhole = false
            return nil
          }
          return weight
        }
        return isWhole && changed != draft.term ? changed : nil
      }
    }
  }
}
