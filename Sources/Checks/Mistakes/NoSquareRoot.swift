import Equations
import Terms

/// `n = (x − μ)/(σ² + ε)`: divided by the variance, not by its root.
struct NoSquareRoot: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "no square root: divided by σ² + ε"
    let bare = "divided by the variance itself, without root and ε"
    return Normalizations.slips("N4", title, anatomy, .batch, NoSquareRoot.revision)
      + Normalizations.slips(.possible("N4").unpaired, bare, anatomy, .batch) { paths in
        Normalizations.deviation(paths) { variance, _ in variance }
      }
      + Normalizations.slips(.possible("N11"), title, anatomy, .layer, NoSquareRoot.revision)
  }

  private static func revision(_ paths: [String]) -> Revision {
    .equation("n", in: paths) { draft in
      draft.term.replacing { part in
        guard case .apply(let op, let operands) = part, op is Sqrt else { return nil }
        return operands.first
      }
    }
  }
}
