import Equations
import Terms

/// `a = act(act(z))` in the last layer.
struct ActivationTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let last = anatomy.last else { return [] }
    let revision = Revision.equation("a", in: [last.path]) { draft in
      draft.term.application.function?(draft.term)
    }
    return [Slip("D10", "the last activation applied twice", revision)]
  }
}
