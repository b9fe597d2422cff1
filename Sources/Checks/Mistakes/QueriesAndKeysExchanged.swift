import Equations
import Terms

/// `s = k·qᵀ`: queries and keys exchanged, as where weights are read in the order k, q, v (A14).
struct QueriesAndKeysExchanged: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    return anatomy.inAttention(
      .known("A14").unpaired, "attention's queries and keys exchanged", AttentionKinds.all
    ) { draft in
      guard draft.name.ascii == "s", let q = draft.term.value("q"), let k = draft.term.value("k"),
        q.shape == k.shape
      else { return nil }
      return draft.term.exchanging("q", "k")
    }
  }
}
