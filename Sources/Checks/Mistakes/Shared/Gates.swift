import Equations
import Terms

extension Anatomy.Chosen {
  /// The names of the gates: what the recurrent activation is applied to.
  var gates: [String] {
    switch family {
    case .simpleRNN: []
    case .lstm: ["i", "f", "o"]
    case .gru: ["z", "r"]
    }
  }
}

extension Revision {
  /// What becomes of the gates; gets what stands under their activation, and that.
  static func gates(
    in chosen: Anatomy.Chosen, _ change: @escaping @Sendable (Term, (Term) -> Term) -> Term
  ) -> Revision {
    .equation { draft in
      guard chosen.paths.contains(draft.path), chosen.gates.contains(draft.name.ascii) else {
        return nil
      }
      let (z, function) = draft.term.application
      return change(z, function ?? { $0 })
    }
  }
}

extension Revision {
  /// What stands beside the output gate of an LSTM: `change(C, act)` in place of `act(C)`.
  static func output(
    in paths: [String], _ change: @escaping @Sendable (Term, (Term) -> Term) -> Term
  ) -> Revision {
    .unmasked("h", in: paths) { term, _ in
      guard case .apply(let op, let operands) = term, op is Multiply, operands.count == 2 else {
        return nil
      }
      let (cell, function) = operands[1].application
      return operands[0] * change(cell, function ?? { $0 })
    }
  }
}
