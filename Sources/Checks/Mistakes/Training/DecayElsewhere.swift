import Equations
import Terms

/// The weight decay left out of biases, γ and β, where Keras' optimizers decay all variables (T85); or taken of the weight
/// behind the step, not before it (T96).
struct DecayElsewhere: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.weight(endingWith: "_decayed") != nil }
    let small = sites.filter { site in
      site.weight(endingWith: "_decayed").map { !["W", "U", "E"].contains($0) } ?? false
    }
    let biases = anatomy.slip(
      .possible("T85"), "the weight decay left out of the biases, where Keras decays all variables",
      in: small
    ) { site, term in site.weight(endingWith: "_decayed").flatMap { term.value($0) } }
    let some = biases.map { small.count < sites.count ? [$0] : [] } ?? []
    return sites.isEmpty ? [] : some + [DecayElsewhere.behind]
  }

  /// `w′ − λη·w′`, w′ made of w.
  private static let behind = Slip(
    .possible("T96").unpaired, "the weight decayed behind the step, not before it",
    .equation { draft in
      let name = draft.name.ascii
      guard name.hasSuffix("_next") else { return nil }
      let weight = String(name.dropLast("_next".count))
      guard let own = draft.equations.gradient(weight + "_decayed", of: draft.path),
        let formula = draft.equations.definition(of: own),
        let w = draft.equations.value(weight, of: draft.path)
      else { return nil }
      let stepped = draft.term.replacing { $0 == own ? w : nil }
      return formula.replacing { $0 == w ? stepped : nil }
    })
}
