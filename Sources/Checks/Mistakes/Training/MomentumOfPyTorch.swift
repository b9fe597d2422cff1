import Equations
import Models
import Terms

/// `m′ = μ·m + g`, `w′ = w − η·m′`, after Nesterov `w′ = w − η·(g + μ·m′)`, as PyTorch has it: the learning rate stands
/// outside. That is another step once the rate has changed; where it has not, w′ is the same, and m′ alone is another.
struct MomentumOfPyTorch: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let kept = anatomy.updates.filter { $0.momentum($0.term) != nil }
    let slots = Set(kept.map { "\($0.path).\($0.name)" })
    guard !kept.isEmpty else { return [] }
    return [
      Slip(
        "T77", "the momentum as in PyTorch, m′ = μ·m + g, and the rate outside: w′ = w − η·m′",
        .equation { draft in
          let (path, own) = (draft.path, draft.name.ascii)
          let site = Site(path: path, name: own, term: draft.term)
          if slots.contains("\(path).\(own)") {
            guard let (m, share, down) = site.momentum(draft.term),
              let (g, _) = down.pair(of: Multiply.self)
            else { return nil }
            return m * share + g
          }
          guard slots.contains("\(path).m_\(own)"), let (w, way) = draft.term.pair(of: Add.self)
          else { return nil }
          if let (_, m, down) = site.ahead(draft.term),
            let (g, rate) = down.pair(of: Multiply.self),
            let (kept, _) = way.pair(of: Subtract.self),
            let (_, share) = kept.pair(of: Multiply.self)
          {
            return w - rate * (g + share * m)
          }
          guard way.value?.name.ascii == "m_\(own)",
            let rate = draft.equations.value("eta", of: Model.updatePath)
          else { return nil }
          return w - rate * way
        })
    ]
  }
}
