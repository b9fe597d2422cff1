import Equations
import Terms

/// `h = o ⊙ C`: the activation of the cell state forgotten.
struct CellActivationForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L08"], "the cell activation forgotten") { chosen in
      (.output(in: chosen.paths) { cell, _ in cell }, nil)
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
