import Equations
import Terms

/// `C = C₋₁ + i ⊙ g`: the forget gate is missing.
struct ForgetGateMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L31"], "the forget gate missing") { chosen in
      let revision = Revision.unmasked("C", in: chosen.paths) { term, _ in
        term.replacing { part in
          guard case .apply(let op, _) = part, op is Multiply else { return nil }
          return part.value("C_prev")
        }
      }
      return (revision, nil)
    }
  }
}
