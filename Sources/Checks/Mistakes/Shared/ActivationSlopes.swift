import Equations
import Terms

/// What mistakes in `∂z = ∂a ⊙ act′(z)` share.
extension Anatomy {
  /// The activation of a dense layer, or of an activation layer, that a call applies; nil where it applies none.
  func activation(of site: Site) -> Activated? { activations.first { $0.path == site.path } }

  /// The gradients of what stands under an activation; not those that are the loss's slope as well.
  var activationSlopes: [Site] {
    gradients.filter { site in
      ["dz", "dx"].contains(site.name)
        && activation(of: site)?.argument.value?.name.ascii
          == String(site.name.dropFirst())
        && !site.term.values.contains(where: isTarget)
    }
  }

  /// A mistake in all hidden activations, not in the last one; nil where that is no group of its own.
  func hiddenSlip(
    _ name: MistakeName, _ title: String, in sites: [Site],
    _ change: @escaping @Sendable (Site, Term) -> Term?
  ) -> Slip? {
    hiddenSites(of: sites).flatMap { slip(name, title + " in the hidden layers", in: $0, change) }
  }

  /// Those of several hidden layers; nil where there is but one such layer, or no other site.
  func hiddenSites(of sites: [Site]) -> [Site]? {
    let inner = Set(hidden.map(\.path))
    let own = sites.filter { inner.contains($0.path) }
    return own.count < sites.count && Set(own.map(\.path)).count > 1 ? own : nil
  }

  /// The same where the activation is softmax, and those that are the slope of its cross-entropy in one.
  var softmaxSlopes: [Site] {
    gradients.filter { site in
      ["dz", "dx"].contains(site.name) && activation(of: site)?.isApplied(Softmax.self) == true
    }
  }
}

extension Equations {
  /// What stands under the activation of a layer call.
  func argument(ofActivationIn path: String) -> Term? {
    term("a", of: path).map(Anatomy.argument)
  }
}
