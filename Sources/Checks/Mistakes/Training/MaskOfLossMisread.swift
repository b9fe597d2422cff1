import Equations
import Terms

/// The mask of the loss ignored (T65); or its mean over all places where it is over those that count, and the other way
/// round (T66).
struct MaskOfLossMisread: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let weighed = anatomy.losses.filter { $0.name == "l_w" }
    let byMask = weighed.filter { $0.weightOfMask != nil }
    let paths = Set(byMask.map(\.path))
    let ignored = anatomy.slip("T65", "the mask ignored by the loss", in: byMask) { _, term in
      term.pair(of: Multiply.self)?.0
    }
    let shares = anatomy.losses.filter { $0.name == "share" }
    let all = anatomy.slip(
      "T66", "the loss averaged over all places, masked ones as 0", in: shares
    ) { _, _ in 1 }
    guard shares.isEmpty, !paths.isEmpty else { return [ignored, all].compactMap { $0 } }
    let counted = Slip(
      "T66", "the loss averaged over the places that count, where this version takes all",
      .equation { draft in
        guard paths.contains(draft.path), draft.name.ascii == "L", !draft.equations.isGradient,
          let (sum, _) = draft.term.pair(of: Divide.self),
          let mask = draft.equations.term("l_w", of: draft.path)?.pair(of: Multiply.self)?.1
        else { return nil }
        return sum / mask(Reduce(.sum))(OverSamples(.sum))
      })
    return [ignored, counted].compactMap { $0 }
  }
}

extension Site {
  /// What a place weighs by the mask alone: `wₘ`, or the mask as numbers.
  fileprivate var weightOfMask: Term? {
    guard let weight = term.pair(of: Multiply.self)?.1 else { return nil }
    let isMask = weight.operand(of: Cast.self) != nil
    return isMask || weight.value?.name.ascii == "w_m" ? weight : nil
  }
}
