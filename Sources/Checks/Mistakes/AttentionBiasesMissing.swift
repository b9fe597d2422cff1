import Equations
import Terms

/// `q = x·heads(Wq)`: an attention without its biases, or without some of them.
///
/// That of the keys does nothing: it adds the same to all scores of a query.
struct AttentionBiasesMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, biases: Set<String>)] = [
      ("attention's biases missing", ["bq", "bk", "bv", "bo"]),
      ("the biases of q, k and v missing", ["bq", "bk", "bv"]),
      ("the output's bias missing in attention", ["bo"]),
      ("the queries' bias missing in attention", ["bq"]),
      ("the values' bias missing in attention", ["bv"]),
    ]
    return ways.flatMap { title, biases in
      anatomy.inAttention("A10", title, AttentionKinds.ofHeads) { draft in
        draft.term.without { part in
          let values = part.values
          return !values.isEmpty && values.allSatisfy { biases.contains($0.name.ascii) }
        }
      }
    }
  }
}
