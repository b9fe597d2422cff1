import Equations
import Terms

/// `a = act(act(z))` in the hidden layers, or in one of them.
struct HiddenActivationTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.hidden) { layers in
      let revision = Revision.equation("a", in: layers.map(\.path)) { draft in
        draft.term.application.function?(draft.term)
      }
      return Slip(.known("D24").unpaired, "the hidden activations applied twice", revision)
    }
  }
}
