import Terms

/// `∂z = ∂a`: the slope of an activation is forgotten, in all layers, in the hidden ones, or in one.
///
/// Before a cross-entropy ∂a is `−y/p`, or `(p − y)/(p(1 − p))` of two classes.
struct SlopeForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the slope of the activation forgotten"
    let behind = anatomy.activationSlopes
    let crossed = anatomy.crossSlopes
    let all = anatomy.slips("T08", title, in: behind) { site, term in
      SlopeForgotten.incoming(site, term, anatomy)
    }
    let hidden = anatomy.hiddenSlip("T08", title, in: behind) { site, term in
      SlopeForgotten.incoming(site, term, anatomy)
    }
    // With an optimizer whose first step is a sign it is as softmax without cross terms, which more people do.
    let last = anatomy.slips(
      .possible("T08"),
      "the slope of the last activation forgotten: the slope of the loss taken for ∂z",
      in: crossed
    ) { site, term in CrossSlope(site, term, anatomy)?.withoutActivation }
    let both = anatomy.slip(
      .possible("T08"), title + " in all layers, the last one too", in: behind + crossed
    ) {
      site, term in
      CrossSlope(site, term, anatomy)?.withoutActivation
        ?? SlopeForgotten.incoming(site, term, anatomy)
    }
    let isMore = !behind.isEmpty && !crossed.isEmpty
    return all + [hidden].compactMap { $0 } + last + [isMore ? both : nil].compactMap { $0 }
  }

  /// ∂a of `∂a ⊙ a ⊙ (1 − a)`, `∂a ⊙ (1 − a²)`, `∂a ⊙ elu′(z)`, `a ⊙ (∂a − Σ ∂a ⊙ a)`.
  private static func incoming(_ site: Site, _ term: Term, _ anatomy: Anatomy) -> Term? {
    guard let activated = anatomy.activation(of: site) else { return nil }
    let above = term.value("da") ?? term.value("dy")
    let isOfTwo = activated.isApplied(Sigmoid.self)
    if isOfTwo || activated.isApplied(Tanh.self) || activated.isApplied(Relu.self),
      let (rest, _) = term.pair(of: Multiply.self)
    {
      return (isOfTwo ? rest.pair(of: Multiply.self)?.0 : rest)?.spread(to: term.shape)
    }
    return above?.spread(to: term.shape)
  }
}
