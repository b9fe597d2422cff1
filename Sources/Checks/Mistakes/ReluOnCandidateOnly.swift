import Equations
import Terms

/// `g = relu(z)`, `h = o ⊙ tanh(C)`: relu in one of the two places of the activation.
struct ReluOnCandidateOnly: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L21"], "relu on the candidate only") { chosen in
      let revision =
        Revision.equation("g", in: chosen.paths) { $0.term.application.argument(Relu()) }
        + .output(in: chosen.paths) { cell, _ in cell(Tanh()) }
      return (revision, nil)
    }
  }
}
