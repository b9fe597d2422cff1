import Equations
import Terms

/// The moving average of the weights (use_ema): of the weight before the update, its shares exchanged, μ kept at the first
/// update, or the weight not overwritten by it.
struct AverageMisread: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.slotLetter == "average" }
    guard !sites.isEmpty else { return [] }
    let exchanged = anatomy.slip(
      "T83", "what stays and what comes in exchanged in the weight's average", in: sites
    ) { _, term in
      Averaged(term).map { $0.rest * $0.old + $0.share * $0.new }
    }
    let before = Slip(
      "T83", "the average of the weight before the update, not of the new one",
      .equation { draft in
        guard draft.name.ascii.hasPrefix("average_"), draft.name.ascii.hasSuffix("_next"),
          let parts = Averaged(draft.term),
          let w = draft.equations.value(
            String(draft.name.ascii.dropFirst("average_".count).dropLast("_next".count)),
            of: draft.path)
        else { return nil }
        return parts.share * parts.old + parts.rest * w
      })
    let first = anatomy.slip(
      "T83", "the average not begun with the first weight, but with 0", in: anatomy.updates
    ) { site, term in
      guard site.name == "mu_ema", case .apply(_, let operands) = term, operands.count == 3 else {
        return nil
      }
      return operands[2].plainNumber == nil ? operands[1] : operands[2]
    }
    let kept = anatomy.slip(
      "T83", "the weight not overwritten by its average", in: anatomy.updates
    ) { site, term in
      guard site.name.hasSuffix("_averaged"), case .apply(_, let operands) = term,
        operands.count == 3
      else { return nil }
      return operands[2]
    }
    return [exchanged, before, first, kept].compactMap { $0 }
  }
}

/// The parts of `μ ⊙ average + (1 − μ) ⊙ w′`.
private struct Averaged {
  let share, old, rest, new: Term

  init?(_ term: Term) {
    guard let (kept, come) = term.pair(of: Add.self),
      let (share, old) = kept.pair(of: Multiply.self),
      let (rest, new) = come.pair(of: Multiply.self)
    else { return nil }
    (self.share, self.old, self.rest, self.new) = (share, old, rest, new)
  }
}
