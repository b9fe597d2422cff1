import Equations
import Terms

/// m and v taken for each other: `w′ = w − α·v′/(√m′ + ε)`, or each goes on from what was kept of the other.
struct MomentsSwapped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let letters = Set(anatomy.keptMeans.map(\.letter))
    guard letters.isSuperset(of: ["m", "v"]) else { return [] }
    let update = anatomy.slip(
      "T76", "m and v swapped in the update: v over the root of m", in: anatomy.updates
    ) { site, term in
      guard site.slotLetter == nil, site.weight(endingWith: "_next") != nil else { return nil }
      return MomentsSwapped.swapped(term, "m_\(site.name)", "v_\(site.name)")
    }
    let kept = anatomy.slip(
      .known("T76").unpaired, "what was kept of m and of v swapped", in: anatomy.updates
    ) { site, term in
      guard let letter = site.slotLetter, ["m", "v"].contains(letter),
        let slot = site.weight(endingWith: "_next")
      else { return nil }
      let weight = slot.dropFirst(2)
      guard let mean = MovingMean(term), let own = term.value(slot)?.value else {
        return nil
      }
      let other = anatomy.given("\(letter == "m" ? "v" : "m")_\(weight)", of: site.path)
      guard mean.old == .value(own), let other else { return nil }
      return term.replacing(own, with: other)
    }
    return [update, kept].compactMap { $0 }
  }

  private static func swapped(_ term: Term, _ m: String, _ v: String) -> Term? {
    guard let first = term.value(m), let second = term.value(v) else { return nil }
    return term.replacing { part in
      if part == first { return second }
      return part == second ? first : nil
    }
  }
}

extension Anatomy {
  /// What an update is given under a name: a slot of its optimizer.
  fileprivate func given(_ name: String, of path: String) -> Term? {
    let frames = program.frames.filter { $0.path == path && $0.forward != nil }
    let value = frames.flatMap(\.weights).first { $0.name.ascii == name }
    return value.map { .value($0) }
  }
}
