import Equations
import Terms

/// `h₋₁ := r ⊙ h₋₁` in place: the update gate then keeps what the reset gate has left.
struct StateOverwrittenByReset: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.gru: "G31"], "the state overwritten in place by r ⊙ h₋₁") { chosen in
      let revision = Revision.unmasked("h", in: chosen.paths) { term, draft in
        guard let r = draft.equations.value("r", of: draft.path) else { return nil }
        return term.replacing("h_prev") { r * $0 }
      }
      return (revision, nil)
    }
  }
}
