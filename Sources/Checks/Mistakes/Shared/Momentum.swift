import Terms

extension Site {
  /// The parts of SGD's `m′ = m ⊙ μ − g ⊙ η`; nil of another equation.
  func momentum(_ term: Term) -> (m: Term, share: Term, down: Term)? {
    guard let slot = weight(endingWith: "_next"), let (kept, down) = term.pair(of: Subtract.self),
      let (m, share) = kept.pair(of: Multiply.self), m.value?.name.ascii == slot,
      share.plainNumber != nil
    else { return nil }
    return (m, share, down)
  }

  /// The parts of Nesterov's `w′ = w + (m′ ⊙ μ − g ⊙ η)`; nil of another equation.
  func ahead(_ term: Term) -> (w: Term, m: Term, down: Term)? {
    guard weight(endingWith: "_next") != nil, let (w, way) = term.pair(of: Add.self),
      let (kept, down) = way.pair(of: Subtract.self), let (m, _) = kept.pair(of: Multiply.self),
      m.value?.name.ascii.hasSuffix("_next") == true
    else { return nil }
    return (w, m, down)
  }
}

extension Anatomy {
  /// A mistake in `m′ = μ·m − η·g` of SGD; gets m, μ and η·g.
  func momentumSlips(
    _ name: MistakeName, _ title: String,
    _ change: @escaping @Sendable (_ m: Term, _ share: Term, _ down: Term) -> Term
  ) -> [Slip] {
    let slip = slip(name, title, in: updates) { site, term in
      site.momentum(term).map { change($0.m, $0.share, $0.down) }
    }
    return slip.map { [$0] } ?? []
  }
}
