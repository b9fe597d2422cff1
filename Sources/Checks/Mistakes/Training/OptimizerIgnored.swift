import Equations
import Models
import Terms

/// `w′ = w − η·g` whatever the optimizer: plain gradient descent where RMSprop, Adagrad, Adam and their kin bring the slopes to
/// one size (T108). SGD's momentum left out is T19.
struct OptimizerIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { site in
      site.slotLetter == nil && site.name.hasSuffix("_next") && site.term.contains(Sqrt.self)
    }
    let places = Set(sites.map { "\($0.path).\($0.name)" })
    guard !places.isEmpty else { return [] }
    return [
      Slip(
        "T108", "plain gradient descent, w − η·g, not the optimizer's step",
        .equation { draft in
          guard places.contains("\(draft.path).\(draft.name.ascii)"),
            let w = draft.term.pair(of: Subtract.self)?.0,
            let rate = draft.equations.value("eta", of: Model.updatePath),
            let g = draft.equations.gradient("d" + draft.name.ascii.dropLast(5), of: draft.path)
          else { return nil }
          return w - rate * g
        })
    ]
  }
}
