import Equations
import Terms

/// `b′ = b`: the biases are not trained.
struct BiasesStandStill: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip("T11", "the biases stand still", in: anatomy.updates) { site, term in
      guard site.name == "b_next" else { return nil }
      return term.value("b") ?? term.value("b_decayed")
    }
    let places = Set(
      anatomy.updates.filter { $0.name == "b_next" && $0.term.value("b_decayed") != nil }.map(
        \.path))
    guard !places.isEmpty else { return slip.map { [$0] } ?? [] }
    let whole = Slip(
      .known("T11").unpaired, "the biases stand still, without weight decay as well",
      .equation { draft in
        guard places.contains(draft.path), draft.name.ascii == "b_next" else { return nil }
        return draft.equations.value("b", of: draft.path)
      })
    return [slip, whole].compactMap { $0 }
  }
}
