import Equations
import Terms

/// `i = σ(z + C₋₁)`: gates of an LSTM that look at the cell state through peepholes, of weight 1, or `C₋₁·U` for `h₋₁·U` (L57).
///
/// The cell state is read where the new one is made: the gates are written once more there.
struct GatesReadCell: Mistake {
  let isOfPredictionsAlone = true

  /// What becomes of z under a gate; gets z, the cell state before, and z as `x·W + C₋₁·U + b`.
  private typealias Change = @Sendable (_ z: Term, _ cell: Term, _ own: Term) -> Term

  /// How the output gate reads the cell state.
  private enum Shown { case asBefore, cellBefore, cell, product }

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name: [Anatomy.Family: MistakeName] = [.lstm: .possible("L57").unpaired]
    let ways: [(title: String, gates: [String], shown: Shown, change: Change)] = [
      (
        "peepholes: C₋₁ added in the gates i and f, C in o", ["i", "f"], .cell,
        { z, cell, _ in z + cell }
      ),
      (
        "peepholes: C₋₁ added in the gates i, f and o", ["i", "f"], .cellBefore,
        { z, cell, _ in z + cell }
      ),
      (
        "peepholes: C₋₁ added in the gates i and f", ["i", "f"], .asBefore,
        { z, cell, _ in z + cell }
      ),
      ("C₋₁·U in the gates, not h₋₁·U", ["i", "f", "g"], .product, { _, _, own in own }),
    ]
    return ways.flatMap { title, gates, shown, change in
      anatomy.inRecurrent(name, title) { chosen in
        let cell = Revision.unmasked("C", in: chosen.paths) { term, draft in
          guard let before = term.value("C_prev") else { return nil }
          return gates.reduce(term) { $0.writing($1, draft, before, change) }
        }
        return (cell + GatesReadCell.output(in: chosen.paths, shown, change), nil)
      }
    }
  }

  private static func output(
    in paths: [String], _ shown: Shown, _ change: @escaping Change
  ) -> Revision {
    .unmasked("h", in: paths) { term, draft in
      let equations = draft.equations
      guard let before = equations.value("C_prev", of: draft.path),
        let after = equations.value("C", of: draft.path)
      else { return nil }
      switch shown {
      case .asBefore: return nil
      case .cellBefore: return term.writing("o", draft, before) { z, cell, _ in z + cell }
      case .cell: return term.writing("o", draft, after) { z, cell, _ in z + cell }
      case .product: return term.writing("o", draft, before, change)
      }
    }
  }
}

extension Term {
  /// A gate's own formula in its place, of another z.
  fileprivate func writing(
    _ gate: String, _ draft: Draft, _ cell: Term, _ change: (Term, Term, Term) -> Term
  ) -> Term {
    guard let own = draft.equations.term(gate, of: draft.path),
      let sum = draft.equations.term("z", of: draft.path)
    else { return self }
    let (z, function) = own.application
    let product = sum.replacing("h_prev") { _ in cell }
    let other = z.replacing("z") { _ in product }
    let changed = change(z, cell, other)
    return replacing(gate) { _ in function.map { $0(changed) } ?? changed }
  }
}
