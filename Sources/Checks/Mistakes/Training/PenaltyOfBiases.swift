import Equations
import Terms

/// `∂b + 2λ·b`: what a regularizer of the kernel adds is added to the gradient of the bias as well.
struct PenaltyOfBiases: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    var found: [String: Term] = [:]
    for site in anatomy.gradients where site.name == "dW" || site.name == "dU" {
      found[site.path] = found[site.path] ?? site.term.summands.first(where: \.isOfWeightAlone)
    }
    let penalties = found
    let sites = anatomy.gradients.filter { site in
      site.name == "db" && penalties[site.path] != nil
        && !site.term.summands.contains(where: \.isOfWeightAlone)
    }
    let places = Set(sites.map(\.path))
    guard !places.isEmpty else { return [] }
    return [
      Slip(
        .possible("T91"), "the regularizer of the kernel taken of the bias as well",
        .equation { draft in
          guard places.contains(draft.path), draft.name.ascii == "db",
            let penalty = penalties[draft.path],
            let b = draft.equations.value("b", of: draft.path), b.shape == draft.term.shape
          else { return nil }
          return draft.term + penalty.replacing { $0.value == nil ? nil : b }
        })
    ]
  }
}

extension Term {
  /// Whether it is a weight number by number, times a constant: `2 ⊙ W ⊙ 0.01`, `sign(W) ⊙ 0.01`.
  fileprivate var isOfWeightAlone: Bool {
    var isSo = !values.isEmpty
    visit { part in
      if let value = part.value { isSo = isSo && value.role == .weight }
      if case .apply(let op, _) = part { isSo = isSo && (op is Multiply || op is Sign) }
    }
    return isSo
  }
}
