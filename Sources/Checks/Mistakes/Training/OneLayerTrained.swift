import Equations
import Terms

/// `W′ = W` in the layers before the last one, or in one layer: weights that are left out of the update (T120). The biases of
/// all layers are `BiasesStandStill`'s.
struct OneLayerTrained: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.weight(endingWith: "_next") != nil }
    let paths = sites.filter { !$0.name.contains("_", besides: "_next") }.map(\.path).distinct
    guard paths.count > 1, let last = paths.last, let first = paths.first else { return [] }
    let title = "the weights stand still"
    return [
      slip(title + " in all layers but the last", Set(paths).subtracting([last])),
      slip(title + " in all layers but the first", Set(paths).subtracting([first])),
    ] + paths.map { slip(title + " in \($0)", [$0]) }
  }

  private func slip(_ title: String, _ paths: Set<String>) -> Slip {
    Slip(
      .possible("T120").unpaired, title,
      .equation { draft in
        guard paths.contains(draft.path), draft.name.ascii.hasSuffix("_next") else { return nil }
        let own = String(draft.name.ascii.dropLast("_next".count))
        // Not what the optimizer keeps.
        guard !own.contains("_") else { return nil }
        return draft.equations.value(own, of: draft.path)
      })
  }
}

extension String {
  fileprivate func contains(_ part: String, besides end: String) -> Bool {
    hasSuffix(end) && dropLast(end.count).contains(part)
  }
}
