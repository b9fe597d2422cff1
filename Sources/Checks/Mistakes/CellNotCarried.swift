import Equations
import Terms

/// `C = i ⊙ g`: the cell state is not carried over.
struct CellNotCarried: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L30"], "C not carried over") { chosen in
      let revision = Revision.unmasked("C", in: chosen.paths) { term, _ in
        term.without { $0.value("C_prev") != nil }
      }
      return (revision, nil)
    }
  }
}
