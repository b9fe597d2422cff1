import Equations
import Tensors
import Terms

/// `h = z ⊙ h₋₁ + (1 − z) ⊙ g` and its candidate with another gate or share in a place of theirs (G37).
struct StateMisread: Mistake {
  let isOfPredictionsAlone = true

  private static let ways:
    [(title: String, change: @Sendable (_ z: Term, _ h: Term, _ g: Term) -> Term)] = [
      ("z in both shares, z ⊙ h₋₁ + z ⊙ g", { z, h, g in z * h + z * g }),
      ("1 − z in both shares", { z, h, g in (1 - z) * h + (1 - z) * g }),
      ("the state before left out, (1 − z) ⊙ g", { z, _, g in (1 - z) * g }),
      ("the state before kept whole, h₋₁ + (1 − z) ⊙ g", { z, h, g in h + (1 - z) * g }),
      ("the state before kept whole, h₋₁ + z ⊙ g", { z, h, g in h + z * g }),
    ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name: [Anatomy.Family: MistakeName] = [.gru: .known("G37").unpaired]
    let states = StateMisread.ways.flatMap { title, change in
      anatomy.inRecurrent(name, "the state otherwise: \(title)") { chosen in
        (
          .unmasked("h", in: chosen.paths) { term, _ in
            guard let z = term.value("z"), let h = term.value("h_prev"), let g = term.value("g")
            else { return nil }
            return change(z, h, g)
          }, nil
        )
      }
    }
    let activated = anatomy.inRecurrent(name, "tanh of the new state") { chosen in
      (.unmasked("h", in: chosen.paths) { term, _ in term(Tanh()) }, nil)
    }
    let update = anatomy.inRecurrent(name, "z in the place of r in the candidate") { chosen in
      (
        .equation("g", in: chosen.paths) { draft in
          draft.equations.value("z", of: draft.path).map { z in
            draft.term.replacing("r") { _ in z }
          }
        }, nil
      )
    }
    let bias = anatomy.inRecurrent(name, "the recurrent bias of the candidate outside of r") {
      chosen in
      (.equation("g", in: chosen.paths) { StateMisread.biasOutside($0) }, nil)
    }
    let both = anatomy.inRecurrent(name, "r for all of the candidate") { chosen in
      (
        .equation("g", in: chosen.paths) { draft in
          draft.term.mapping(Add.self) { _, operands in
            guard let (r, q) = operands[1].pair(of: Multiply.self), r.value?.name.ascii == "r"
            else { return nil }
            return r * (operands[0] + q)
          }
        }, nil
      )
    }
    return states + activated + update + bias + both
  }

  /// `tanh(p + r ⊙ (q − b) + b)`.
  private static func biasOutside(_ draft: Draft) -> Term? {
    guard let b = draft.equations.value("b", of: draft.path), b.shape.rank == 2 else { return nil }
    let own = b(Slice([.at(1)])).part(2, of: 3)
    return draft.term.mapping(Add.self) { _, operands in
      guard let (r, q) = operands[1].pair(of: Multiply.self), r.value?.name.ascii == "r" else {
        return nil
      }
      return operands[0] + r * (q - own) + own
    }
  }
}
