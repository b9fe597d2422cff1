import Equations
import Terms

/// `h = (1 − z) ⊙ h₋₁ + z ⊙ g`: the update gate the other way round.
struct UpdateGateTurned: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.gru: "G4"], "z turned round") { chosen in
      let revision = Revision.unmasked("h", in: chosen.paths) { term, _ in
        guard let z = term.value("z"), let h = term.value("h_prev"), let g = term.value("g") else {
          return nil
        }
        return (1 - z) * h + z * g
      }
      return (revision, nil)
    }
  }
}
