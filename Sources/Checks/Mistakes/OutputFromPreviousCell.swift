import Equations
import Terms

/// `h = o ⊙ act(C₋₁)`: the output from the cell state of the timestep before.
struct OutputFromPreviousCell: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L29"], "h from the previous C") { chosen in
      let revision = Revision.unmasked("h", in: chosen.paths) { term, draft in
        guard let previous = draft.equations.value("C_prev", of: draft.path) else { return nil }
        return term.replacing("C") { _ in previous }
      }
      return (revision, nil)
    }
  }
}
