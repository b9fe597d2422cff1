import Equations
import Terms

/// `∂x = ∂z·W′ᵀ`: the weights are changed before the gradient goes on through them, whatever the optimizer makes of them.
struct UpdatedBeforeGradient: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    // A loop goes on through its own weights until all of its gradients are there.
    let loops = Set(anatomy.recurrent.flatMap { [$0.path, $0.loop] })
    let sites = anatomy.gradients.filter { site in
      guard site.name == "dx", !loops.contains(site.path), let w = site.term.kernel else {
        return false
      }
      return UpdateAhead.isChanged(w, of: site.path, in: anatomy.program)
    }
    let known = Set(sites.map(\.path))
    guard !known.isEmpty else { return [] }
    let program = anatomy.program
    return [
      Slip(
        "T10", "the weights changed before the gradient goes on through them",
        .equation { draft in
          guard known.contains(draft.path), draft.name.ascii == "dx", let w = draft.term.kernel,
            let next = UpdateAhead(program, of: w, draft.path, in: draft.equations)?.next()
          else { return nil }
          return draft.term.replacing(w, with: next)
        })
    ]
  }
}

extension Term {
  /// The one weight that a gradient goes on through.
  fileprivate var kernel: Value? {
    let weights = values.filter { $0.role == .weight }
    return weights.count == 1 ? weights.first : nil
  }
}
