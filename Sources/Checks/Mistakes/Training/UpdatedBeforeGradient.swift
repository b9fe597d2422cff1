import Equations
import Terms

/// `∂x = ∂z·W′ᵀ`: the weights are changed before the gradient goes on through them.
struct UpdatedBeforeGradient: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let isPlain = anatomy.updates.contains { $0.isPlainDescent }
    guard isPlain, let rate = anatomy.constantRate else { return [] }
    let paths = Set(anatomy.updates.filter { $0.isPlainDescent && $0.name == "W_next" }.map(\.path))
    let sites = anatomy.gradients.filter { site in
      guard site.name == "dx", paths.contains(site.path), let (_, back) = site.product else {
        return false
      }
      return back.values.count == 1
    }
    let known = Set(sites.map(\.path))
    guard !known.isEmpty else { return [] }
    return [
      Slip(
        "T10", "the weights changed before the gradient goes on through them",
        .equation { draft in
          guard known.contains(draft.path), draft.name.ascii == "dx",
            let (slope, back) = draft.term.pair(of: MatMul.self), let w = back.values.first,
            let x = draft.equations.value("x", of: draft.path)
          else { return nil }
          let gradient = Term.apply(
            OverSamples(.sum), [.apply(TransposedProduct(), [x, slope])])
          return slope • back.replacing(w, with: .value(w) - .number(rate) * gradient)
        })
    ]
  }
}

extension Site {
  /// Whether it is `W′ = W − ∂W ⊙ η`.
  fileprivate var isPlainDescent: Bool {
    guard let weight = weight(endingWith: "_next") else { return false }
    return term.values.map(\.name.ascii) == [weight, "d" + weight, "eta"]
  }

  fileprivate var product: (Term, Term)? { term.pair(of: MatMul.self) }
}
