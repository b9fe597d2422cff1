import Terms

/// `√v′` for `√v̂′`: amsgrad=True ignored, v itself taken where the greatest so far is.
struct AMSGradIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "amsgrad=True ignored: v itself under the root, not the greatest so far"
    let slip = anatomy.slip("T82", title, in: anatomy.updates) { site, term in
      guard site.name.hasPrefix("v_hat_") else { return nil }
      return term.pair(of: Maximum.self)?.1
    }
    return slip.map { [$0] } ?? []
  }
}
