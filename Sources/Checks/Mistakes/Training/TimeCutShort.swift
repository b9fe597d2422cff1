import Terms

/// Every timestep hands nothing back: only what the layers above give it counts.
struct TimeCutShort: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.gradients.filter { ["dh_prev", "dC_prev"].contains($0.name) }
    let title = "the way back through time cut after one timestep"
    let slip = anatomy.slip("T26", title, in: sites) { _, term in 0 * term }
    let masked = anatomy.slip("T26", title + ", but for masked ones", in: sites) { _, term in
      term.cutWhereComputed ?? 0 * term
    }
    let hasMask = sites.contains { $0.term.cutWhereComputed != nil }
    return [slip, hasMask ? masked : nil].compactMap { $0 }
  }
}

extension Term {
  /// What masked timesteps hand on alone: `m ? 0 : ∂C` of `m ? ∂C ⊙ f : ∂C`; nil where no mask is.
  var cutWhereComputed: Term? {
    let kept = summands.compactMap { part -> Term? in
      guard case .apply(let op, let operands) = part, op is Select, operands.count == 3,
        operands[2].plainNumber != 0
      else { return nil }
      return .select(operands[0], 0, operands[2])
    }
    guard let first = kept.first else { return nil }
    return kept.dropFirst().reduce(first) { $0 + $1 }
  }
}
