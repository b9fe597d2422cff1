import Terms

/// `m = v = 0` at every step: what the optimizer keeps is lost; the count of steps with it, or not.
struct MomentsBegunAnew: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates
    // Without v it is a momentum that is forgotten.
    guard sites.contains(where: { $0.name.hasPrefix("v_") }) else { return [] }
    let title = "m and v begun anew at every step"
    let kept = anatomy.slip("T17", title, in: sites, MomentsBegunAnew.forgetting)
    let counted = anatomy.slip("T17", title + ", and t with them", in: sites) { site, term in
      site.name == "t" ? 1 : MomentsBegunAnew.forgetting(site, term)
    }
    return [kept, kept == nil ? nil : counted].compactMap { $0 }
  }

  private static func forgetting(_ site: Site, _ term: Term) -> Term? {
    // `m_W′` of `m_W`.
    guard let slot = site.weight(endingWith: "_next"), slot.contains("_"),
      term.value(slot)?.value?.role == .weight
    else { return nil }
    return term.replacing(slot) { _ in 0 }.simplified
  }
}
