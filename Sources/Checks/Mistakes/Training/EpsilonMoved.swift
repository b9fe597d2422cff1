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
    // m̂/(√v̂ + ε) and m̂/√(v̂ + ε).
    let paper = anatomy.correctedSlip(
      .known("T16").unpaired, "ε beside the root of the corrected v̂, as the paper has it"
    ) { v, epsilon, root in v(Sqrt()) + epsilon * root }
    let both = anatomy.correctedSlip(
      .known("T16").unpaired, "ε inside the root of the corrected v̂"
    ) { v, epsilon, root in (v + epsilon * root(Square()))(Sqrt()) }
    return [inside, outside, paper, both].compactMap { $0 }
  }
}

extension Anatomy {
  /// A mistake in what stands below m of Adam, `√v + ε`, by v̂, which Keras' Adam has not: it puts the correction into the
  /// rate, `α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)`. Gets v, ε and √(1 − β₂ᵗ), and gives what α ⊙ m is divided by.
  func correctedSlip(
    _ name: MistakeName, _ title: String,
    _ change: @escaping @Sendable (_ v: Term, _ epsilon: Term, _ root: Term) -> Term
  ) -> Slip? {
    guard let alpha = updates.first(where: { $0.name == "alpha" })?.path else { return nil }
    return Slip(
      name, title,
      .equation { draft in
        guard draft.name.ascii.hasSuffix("_next"), draft.term.value("alpha") != nil,
          let root = draft.equations.term("alpha", of: alpha)?.pair(of: Divide.self)?.0
            .pair(of: Multiply.self)?.1
        else { return nil }
        return draft.term.replacing { part in
          part.rootBesideEpsilon.map { v, epsilon in change(v, epsilon, root) }
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
