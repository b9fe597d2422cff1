import Equations
import Terms

/// `g = tanh(z)`, `h = o ⊙ relu(C)`: relu in the other of the two places of the activation.
struct ReluOnCellOnly: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L22"], "relu on C only") { chosen in
      let revision =
        Revision.equation("g", in: chosen.paths) { $0.term.application.argument(Tanh()) }
        + .output(in: chosen.paths) { cell, _ in cell(Relu()) }
      return (revision, nil)
    }
  }
}
