import Equations
import Terms

/// `z = x·U + h₋₁·W + b`: kernel and recurrent kernel in each other's places, silent where there are as many features as
/// units (R31, L60, G43).
struct LoopKernelsExchanged: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [
        .simpleRNN: .known("R31").unpaired, .lstm: .known("L60").unpaired,
        .gru: .known("G43").unpaired,
      ], "kernel and recurrent kernel exchanged: x·U + h₋₁·W"
    ) { chosen in
      (
        .equation { draft in
          guard chosen.paths.contains(draft.path),
            let kernel = draft.equations.value("W", of: draft.path) ?? draft.term.value("W"),
            let recurrent = draft.equations.value("U", of: draft.path) ?? draft.term.value("U"),
            kernel.shape == recurrent.shape
          else { return nil }
          return draft.term.replacing { part in
            switch part.value?.name.ascii {
            case "W": recurrent
            case "U": kernel
            default: nil
            }
          }
        }, nil
      )
    }
  }
}
