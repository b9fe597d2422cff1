import Equations
import Terms

/// `√(v + ε)` for `√v + ε`, or the other way round; or ε beside the root of what is corrected, as the paper has it.
struct EpsilonMoved: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let inside = anatomy.slip("T16", "ε inside the root", in: anatomy.updates) { _, term in
      term.replacing { part in
        guard let (v, epsilon) = part.rootBesideEpsilon else { return nil }
        return (v + epsilon)(Sqrt())
      }
    }
    let outside = anatomy.slip("T16", "ε outside the root", in: anatomy.updates) { _, term in
      term.replacing { part in
        guard let (v, epsilon) = part.operand(of: Sqrt.self)?.pair(of: Add.self),
          epsilon.plainNumber != nil
        else { return nil }
        return v(Sqrt()) + epsilon
      }
    }
    return [inside, outside, EpsilonMoved.corrected(anatomy)].compactMap { $0 }
  }

  /// `m̂/(√v̂ + ε)`: Keras' Adam puts the correction into the rate, so that its ε stands beside √v.
  private static func corrected(_ anatomy: Anatomy) -> Slip? {
    guard let alpha = anatomy.updates.first(where: { $0.name == "alpha" })?.path else { return nil }
    return Slip(
      .known("T16").unpaired, "ε beside the root of the corrected v̂, as the paper has it",
      .equation { draft in
        guard draft.name.ascii.hasSuffix("_next"), draft.term.value("alpha") != nil,
          let root = draft.equations.term("alpha", of: alpha)?.pair(of: Divide.self)?.0
            .pair(of: Multiply.self)?.1
        else { return nil }
        return draft.term.replacing { part in
          part.rootBesideEpsilon.map { v, epsilon in v(Sqrt()) + epsilon * root }
        }
      })
  }
}

extension Term {
  /// v and ε of `√v + ε`.
  fileprivate var rootBesideEpsilon: (Term, Term)? {
    guard let (root, epsilon) = pair(of: Add.self), epsilon.plainNumber != nil,
      let v = root.operand(of: Sqrt.self)
    else { return nil }
    return (v, epsilon)
  }
}
