import Equations
import Terms

/// `clip(0.2·z + 0.5)`, the hard sigmoid of Keras 1 and 2, for the recurrent activation.
struct HardSigmoidOfKeras2: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.lstm: "L18", .gru: "G18"], "the hard sigmoid of Keras 1 and 2, 0.2z + 0.5, in the gates"
    ) { chosen in (.gates(in: chosen) { z, _ in .hardSigmoid(2, of: z) }, nil) }
  }
}

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
