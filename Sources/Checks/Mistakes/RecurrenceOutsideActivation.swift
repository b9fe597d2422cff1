import Equations
import Terms

/// `h = tanh(x·W + b) + h₋₁·U`: the recurrent part added behind the activation; or `h = h₋₁ + tanh(z)` (R26).
struct RecurrenceOutsideActivation: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let outside = anatomy.inRecurrent(
      [.simpleRNN: .known("R26").unpaired], "h₋₁·U added behind the activation, not in it"
    ) { chosen in
      let revision = Revision.unmasked("h", in: chosen.paths) { term, draft in
        guard
          let product = draft.equations.term("z", of: draft.path)?.summands.first(where: {
            $0.value("h_prev") != nil
          })
        else { return nil }
        return term.replacing("z") { $0 - product } + product
      }
      return (revision, nil)
    }
    let added = anatomy.inRecurrent(
      [.simpleRNN: .known("R26").unpaired], "the state before added to the new one"
    ) { chosen in
      (
        .unmasked("h", in: chosen.paths) { term, draft in
          draft.equations.value("h_prev", of: draft.path).map { $0 + term }
        }, nil
      )
    }
    return outside + added
  }
}
