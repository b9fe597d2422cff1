import Equations
import Terms

/// `f = σ(z_f + 1)`: the 1 that `unit_forget_bias` had put into the weights is added once more.
struct ForgetBiasTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L10"], "the forget bias counted twice") { chosen in
      let revision = Revision.equation("f", in: chosen.paths) { draft in
        let (z, function) = draft.term.application
        return function?(z + 1) ?? z + 1
      }
      return (revision, nil)
    }
  }
}
