import Equations
import Terms

/// `C = f ⊙ C₋₁ + i ⊙ g` and `h = o ⊙ tanh(C)` with another gate or state in a place of theirs (L53).
struct CellMisread: Mistake {
  let isOfPredictionsAlone = true

  /// f, i, g, o, C₋₁ and h₋₁ of a timestep.
  private struct Parts {
    let f, i, g, C, h: Term

    init?(_ term: Term, _ draft: Draft) {
      guard let f = term.value("f"), let i = term.value("i"), let g = term.value("g"),
        let C = term.value("C_prev"), let h = draft.equations.value("h_prev", of: draft.path)
      else { return nil }
      (self.f, self.i, self.g, self.C, self.h) = (f, i, g, C, h)
    }
  }

  private static let ways: [(title: String, change: @Sendable (Parts) -> Term)] = [
    ("f = 1 − i, the gates coupled", { (1 - $0.i) * $0.C + $0.i * $0.g }),
    ("i = 1 − f, the gates coupled", { $0.f * $0.C + (1 - $0.f) * $0.g }),
    ("1 − f for f", { (1 - $0.f) * $0.C + $0.i * $0.g }),
    ("h₋₁ in the place of C₋₁", { $0.f * $0.h + $0.i * $0.g }),
    ("the forget gate for all of it, f ⊙ (C₋₁ + i ⊙ g)", { $0.f * ($0.C + $0.i * $0.g) }),
    ("the gates exchanged, i ⊙ C₋₁ + f ⊙ g", { $0.i * $0.C + $0.f * $0.g }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name: [Anatomy.Family: MistakeName] = [.lstm: .known("L53").unpaired]
    let cells = CellMisread.ways.flatMap { title, change in
      anatomy.inRecurrent(name, "the cell state otherwise: \(title)") { chosen in
        (.unmasked("C", in: chosen.paths) { Parts($0, $1).map(change) }, nil)
      }
    }
    let kept = anatomy.inRecurrent(name, "tanh(C) carried over, not C") { chosen in
      (.unmasked("C", in: chosen.paths) { term, _ in term(Tanh()) }, nil)
    }
    let once = anatomy.inRecurrent(name, "tanh(C) carried over, not C, and h = o ⊙ C") { chosen in
      (
        .unmasked("C", in: chosen.paths) { term, _ in term(Tanh()) }
          + .output(in: chosen.paths) { cell, _ in cell }, nil
      )
    }
    let sigmoid = anatomy.inRecurrent(name, "σ(C) for the activation of C") { chosen in
      (.output(in: chosen.paths) { cell, _ in cell(Sigmoid()) }, nil)
    }
    let added = anatomy.inRecurrent(name, "o added to tanh(C), not multiplied") { chosen in
      (
        .unmasked("h", in: chosen.paths) { term, _ in
          term.pair(of: Multiply.self).map { $0 + $1 }
        }, nil
      )
    }
    let bare = anatomy.inRecurrent(name, "h = C, neither activation nor output gate") { chosen in
      (
        .unmasked("h", in: chosen.paths) { _, draft in
          draft.equations.value("C", of: draft.path)
        }, nil
      )
    }
    return bare + cells + kept + once + sigmoid + added + CellMisread.ofOneFunction(anatomy, name)
  }

  /// The same function in the gates, the candidate and beside the output gate.
  private static func ofOneFunction(
    _ anatomy: Anatomy, _ name: [Anatomy.Family: MistakeName]
  ) -> [Slip] {
    let ways: [(title: String, apply: @Sendable (Term) -> Term)] = [
      ("σ in all places", { $0(Sigmoid()) }), ("tanh in all places", { $0(Tanh()) }),
    ]
    return ways.flatMap { title, apply in
      anatomy.inRecurrent(name, title) { chosen in
        (
          .gates(in: chosen) { z, _ in apply(z) }
            + .equation("g", in: chosen.paths) { apply($0.term.application.argument) }
            + .output(in: chosen.paths) { cell, _ in apply(cell) }, nil
        )
      }
    }
  }
}
