import Equations
import Terms

/// Probabilities taken for logits, as with `from_logits=True` behind a softmax or σ; or logits for probabilities.
struct LogitsConfused: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.hasLossOfLogits else { return [] }
    let activated = Dictionary(
      anatomy.activations.compactMap { one in
        one.argument.value.map { ($0.id, one.path) }
      }, uniquingKeysWith: { a, _ in a })
    let sites = anatomy.losses.filter { $0.name == "l" }
    let behind = sites.contains { site in
      site.term.first { Crossing($0)?.z.value.map { activated[$0.id] != nil } == true } != nil
    }
    guard behind else {
      let slip = anatomy.slip(
        "T64", "the logits taken for probabilities: from_logits=True ignored", in: sites
      ) { _, term in term.replacing { Crossing($0)?.ofProbabilities } }
      return [slip].compactMap { $0 }
    }
    let paths = Set(sites.map(\.path))
    return [
      Slip(
        "T64", "the probabilities taken for logits, as with from_logits=True",
        .equation { draft in
          guard paths.contains(draft.path), draft.name.ascii == "l", !draft.equations.isGradient
          else { return nil }
          return draft.term.replacing { part in
            guard let crossing = Crossing(part), let z = crossing.z.value,
              let path = activated[z.id], let a = draft.equations.value("a", of: path)
            else { return nil }
            return part.with([crossing.y, a])
          }
        })
    ]
  }
}

extension Crossing {
  /// The same where the logits are taken for probabilities, kept between 1e-7 and 1 − 1e-7; of classes made to add up to 1.
  fileprivate var ofProbabilities: Term {
    guard isOfClasses else {
      let p = z.keptInside
      return -(y * p(Log()) + (1 - y) * (1 - p)(Log()))
    }
    let p = (z / z(Reduce(.sum, axes: [-1], keepsAxes: true))).keptInside
    return -(y * p(Log()))(Reduce(.sum, axes: [-1], keepsAxes: false))
  }
}
