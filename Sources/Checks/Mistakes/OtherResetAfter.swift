import Equations
import Terms

/// The reset gate on the other side of the candidate's recurrent product: `(r ⊙ h₋₁)·U` for
/// `r ⊙ (h₋₁·U)`, or the other way round.
struct OtherResetAfter: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.gru: "G2"], "the other reset_after") { chosen in
      (.equation("g", in: chosen.paths) { OtherResetAfter.turned($0) }, nil)
    }
  }

  private static func turned(_ draft: Draft) -> Term? {
    let (argument, function) = draft.term.application
    guard let p = argument.value("p"), let r = argument.value("r"),
      let h = draft.equations.value("h_prev", of: draft.path),
      let U = draft.equations.value("U", of: draft.path)
    else { return nil }
    let product: Term
    if argument.value("q") != nil {
      let bias = draft.equations.value("b", of: draft.path)
      product = (r * h) • U.part(2, of: 3) + bias.map { $0(Slice([.at(1)])).part(2, of: 3) }
    } else {
      product = r * (h • U.part(2, of: 3))
    }
    let sum = p.part(2, of: 3) + product
    return function?(sum) ?? sum
  }
}
