import Equations
import Terms

extension Anatomy {
  /// A mistake in `m′ = μ·m − η·g` of SGD; gets m, μ and η·g.
  func momentumSlips(
    _ name: MistakeName, _ title: String,
    _ change: @escaping @Sendable (_ m: Term, _ share: Term, _ down: Term) -> Term
  ) -> [Slip] {
    let slip = slip(name, title, in: updates) { site, term in
      guard let slot = site.weight(endingWith: "_next"),
        let (kept, down) = term.pair(of: Subtract.self),
        let (m, share) = kept.pair(of: Multiply.self), m.value?.name.ascii == slot,
        share.plainNumber != nil
      else { return nil }
      return change(m, share, down)
    }
    return slip.map { [$0] } ?? []
  }
}
