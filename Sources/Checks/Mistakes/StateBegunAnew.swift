import Equations
import Terms

/// `h₋₁ = 0` and `C₋₁ = 0` in every timestep.
struct StateBegunAnew: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L45"], "the states begun anew at every timestep") { chosen in
      let revision = Revision.equation { draft in
        guard chosen.paths.contains(draft.path) else { return nil }
        return draft.term.mapUnmasked { term in
          term.replacing { $0.value?.role == .state ? $0 * 0 : nil }
        }
      }
      return (revision, nil)
    }
  }
}
