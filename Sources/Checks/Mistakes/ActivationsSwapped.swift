import Equations
import Terms

/// activation and recurrent_activation swapped: σ where tanh belongs, tanh in the gates.
struct ActivationsSwapped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.lstm: "L23", .gru: .possible("G21")], "activation and recurrent_activation swapped"
    ) { chosen in
      guard let gate = chosen.gates.first,
        let recurrent = anatomy.term(gate, of: chosen.place)?.application.function,
        let own = anatomy.term("g", of: chosen.place)?.application.function
      else { return nil }
      let revision =
        Revision.gates(in: chosen) { z, _ in own(z) }
        + .equation("g", in: chosen.paths) { recurrent($0.term.application.argument) }
        + .output(in: chosen.family == .lstm ? chosen.paths : []) { cell, _ in recurrent(cell) }
      return (revision, nil)
    }
  }
}
