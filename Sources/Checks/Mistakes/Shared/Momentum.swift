import Equations
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

  /// A mistake in `w′ = w + m′` of SGD; gets w, m′, μ and η·g.
  func plainMomentumSlips(
    _ name: MistakeName, _ title: String,
    _ change: @escaping @Sendable (_ w: Term, _ m: Term, _ share: Term, _ down: Term) -> Term?
  ) -> [Slip] {
    let momenta = Set(
      updates.filter { $0.momentum($0.term) != nil }.map { "\($0.path).\($0.name)" })
    guard !momenta.isEmpty else { return [] }
    return [
      Slip(
        name, title,
        .equation { draft in
          let (path, own) = (draft.path, draft.name.ascii)
          guard own.hasSuffix("_next"), momenta.contains("\(path).m_\(own)"),
            let (w, m) = draft.term.pair(of: Add.self), m.value?.name.ascii == "m_\(own)",
            let kept = draft.equations.gradient("m_\(own)", of: path)
              .flatMap({ draft.equations.definition(of: $0) }),
            let parts = Site(path: path, name: "m_\(own)", term: kept).momentum(kept)
          else { return nil }
          return change(w, m, parts.share, parts.down)
        })
    ]
  }
}
