import Equations
import Terms

/// `σ′ = a(1 − a)` of another number: of z itself, or of σ(a), where a was to be σ(z).
struct SlopeOfAnother: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.activationSlopes.filter { site in
      guard let activated = anatomy.activation(of: site) else { return false }
      return activated.isApplied(Sigmoid.self) || activated.isApplied(Tanh.self)
    }
    let title = "the activation's slope taken at a, not at z"
    let twice = anatomy.slips("T07", title, in: sites) { site, term in
      SlopeOfAnother.twice(site, term, anatomy)
    }
    let hidden = anatomy.hiddenSlip("T07", title, in: sites) { site, term in
      SlopeOfAnother.twice(site, term, anatomy)
    }
    return twice + [hidden].compactMap { $0 }
      + anatomy.inEach(sites) { SlopeOfAnother.ofArgument($0) }
      + (anatomy.hiddenSites(of: sites).map { [SlopeOfAnother.ofArgument($0)] } ?? [])
  }

  private static func twice(_ site: Site, _ term: Term, _ anatomy: Anatomy) -> Term? {
    guard let function = anatomy.activation(of: site)?.term.application.function else { return nil }
    return term.replacing("a") { function($0) }
  }

  /// `z(1 − z)`: the slope is written for a, and z is put in.
  private static func ofArgument(_ sites: [Site]) -> Slip {
    let paths = sites.map(\.path)
    return Slip(
      "T07", "z put into the slope where a belongs: a(1 − a), 1 − a²",
      .equation { draft in
        guard paths.contains(draft.path), ["dz", "dx"].contains(draft.name.ascii),
          let z = draft.equations.argument(ofActivationIn: draft.path)
        else { return nil }
        return draft.term.replacing("a") { _ in z }
      })
  }
}
