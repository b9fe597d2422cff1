import Equations
import Terms

/// `w′ = … − η·2λ·w`: the slope of L2 beside the optimizer, as AdamW's decay, where it is a part of the gradient.
struct PenaltyDecoupled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    var shares: [String: Double] = [:]
    for site in anatomy.gradients where site.name.hasPrefix("d") {
      let share = site.term.summands.compactMap(\.shareOfWeight).reduce(0, +)
      if share != 0 { shares["\(site.path).\(site.name.dropFirst())"] = share }
    }
    guard !shares.isEmpty, let path = anatomy.stepPath else { return [] }
    let known = shares
    let ways: [(title: String, factor: Double)] = [("2λw", 1), ("λw", 0.5)]
    return ways.map { words, factor in
      Slip(
        .known("T55").unpaired,
        "L2 as a decay of the weights by themselves, η·\(words), not in the gradient",
        .equation { draft in
          let name = draft.name.ascii
          if draft.equations.isGradient, name.hasPrefix("d"),
            known["\(draft.path).\(name.dropFirst())"] != nil
          {
            return draft.term.mappingSummands { $0.shareOfWeight == nil ? $0 : nil }
          }
          guard name.hasSuffix("_next"),
            let share = known["\(draft.path).\(name.dropLast("_next".count))"],
            let w = draft.equations.value(String(name.dropLast("_next".count)), of: draft.path),
            let rate = draft.term.value("eta") ?? draft.equations.value("eta", of: path)
          else { return nil }
          return draft.term - .number(share * factor) * w * rate
        })
    }
  }
}

extension Term {
  /// The number that a weight is multiplied by, of `2 ⊙ W ⊙ 0.02`; nil of what is no multiple of a weight.
  fileprivate var shareOfWeight: Double? {
    if value?.role == .weight { return 1 }
    guard let (a, b) = pair(of: Multiply.self) else { return nil }
    if let number = a.plainNumber { return b.shareOfWeight.map { $0 * number } }
    return b.plainNumber.flatMap { number in a.shareOfWeight.map { $0 * number } }
  }
}
