import Equations
import Terms

/// `y = β ⊙ n + γ`.
struct GammaAndBetaSwapped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "γ and β swapped"
    return Normalizations.slips("N5", title, anatomy, .batch, GammaAndBetaSwapped.revision)
      + Normalizations.slips("N12", title, anatomy, .layer, GammaAndBetaSwapped.revision)
  }

  private static func revision(_ paths: [String]) -> Revision {
    .equation("y", in: paths) { $0.term.exchanging("gamma", "beta") }
  }
}

extension Term {
  /// The term with two values in each other's places; nil when one of them is not there.
  func exchanging(_ a: String, _ b: String) -> Term? {
    guard let first = value(a), let second = value(b) else { return nil }
    return replacing { part in
      switch part.value?.name.ascii {
      case a: second
      case b: first
      default: nil
      }
    }
  }
}
