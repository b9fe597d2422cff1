import Equations
import Terms

/// `s = q·vᵀ`, `y = α·k`: keys and values exchanged, as where weights are read in the order q, v, k.
struct KeysAndValuesExchanged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inAttention("A11", "attention's keys and values exchanged", AttentionKinds.all) {
      draft in
      func exchanged(_ name: String, by other: String) -> Term? {
        guard let own = draft.term.value(name),
          let value = draft.equations.value(other, of: draft.path), value.shape == own.shape
        else { return nil }
        return draft.term.replacing(name) { _ in value }
      }
      switch draft.name.ascii {
      case "s": return exchanged("k", by: "v")
      case "y": return exchanged("v", by: "k")
      default: return nil
      }
    }
  }
}
