import Equations
import Terms

/// activation and recurrent_activation swapped: σ where tanh belongs, tanh in the gates.
struct ActivationsSwapped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.lstm: "L23", .gru: "G21"], "activation and recurrent_activation swapped"
    ) { chosen in
      guard let gate = chosen.gates.first,
        let recurrent = anatomy.term(gate, of: chosen.place)?.application.function,
        let own = anatomy.term("g", of: chosen.place)?.application.function
      else { return nil }
      let (forGates, forStates) = (Function(own), Function(recurrent))
      let revision =
        Revision.gates(in: chosen) { z, _ in forGates(z) }
        + .equation("g", in: chosen.paths) { forStates($0.term.application.argument) }
        + .output(in: chosen.family == .lstm ? chosen.paths : []) { cell, _ in forStates(cell) }
      return (revision, nil)
    }
  }

  /// A function of terms that is made of ops alone, which may be sent anywhere.
  private struct Function: @unchecked Sendable {
    private let apply: (Term) -> Term
    init(_ apply: @escaping (Term) -> Term) { self.apply = apply }
    func callAsFunction(_ term: Term) -> Term { apply(term) }
  }
}
