import Terms

/// `(a − y) ⊙ a(1 − a)`: with a cross-entropy a − y is the slope of both, and σ′ is in it.
struct SlopeTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let own = anatomy.slopes
    let places = Set(own.map { "\($0.path).\($0.name)" })
    let ofClasses = anatomy.crossSlopes.filter { site in
      !places.contains("\(site.path).\(site.name)")
        && CrossSlope(site, site.term, anatomy)?.isOfClasses == true
    }
    let slip = anatomy.slip(
      "T09", "the activation's slope besides a − y, which has it in it", in: own + ofClasses
    ) { site, term in
      guard site.name == "dz" || site.name == "dx", let a = term.value("a"),
        let activated = anatomy.activation(of: site),
        activated.isApplied(Sigmoid.self) || activated.isApplied(Softmax.self)
      else { return nil }
      return term * a * (1 - a)
    }
    return slip.map { [$0] } ?? []
  }
}
