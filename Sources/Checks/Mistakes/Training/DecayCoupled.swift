import Equations
import Terms

/// `g + λ·w` goes into m and v; the weight decay of an optimizer stands beside them: `w − λ·w·η`.
struct DecayCoupled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    var shares: [String: Term] = [:]
    for site in anatomy.updates {
      guard let weight = site.weight(endingWith: "_decayed") else { continue }
      shares["\(site.path).\(weight)"] = site.term.first { $0.plainNumber != nil }
    }
    guard !shares.isEmpty else { return [] }
    let known = shares
    return [
      Slip(
        "T23", "the weight decay added to the gradient, as L2 is",
        .equation { draft in
          let name = draft.name.ascii
          if name.hasSuffix("_decayed") {
            let weight = String(name.dropLast("_decayed".count))
            return known["\(draft.path).\(weight)"].flatMap { _ in draft.term.value(weight) }
          }
          guard name.hasSuffix("_next") else { return nil }
          return DecayCoupled.added(draft, known)
        })
    ]
  }

  /// The equation with λ·w beside the gradient.
  private static func added(_ draft: Draft, _ shares: [String: Term]) -> Term? {
    draft.term.replacing { part in
      guard let value = part.value, value.name.ascii.hasPrefix("d") else { return nil }
      let weight = String(value.name.ascii.dropFirst().prefix { $0 != "_" })
      guard let share = shares["\(draft.path).\(weight)"],
        let w = draft.equations.value(weight, of: draft.path)
      else { return nil }
      return part + share * w
    }
  }
}
