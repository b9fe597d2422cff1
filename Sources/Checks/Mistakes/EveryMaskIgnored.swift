import Equations

/// The mask ignored by all layers that read one: loops, means over timesteps, attention (M15).
struct EveryMaskIgnored: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let behind: [any Mistake] = [PooledWithoutMask(), AttentionMaskIgnored()]
    return [
      slip("the mask ignored by all layers", [MaskIgnored()] + behind, anatomy),
      slip(
        "masked steps zeroed, and the mask ignored by all layers", [MaskedStepsZeroed()] + behind,
        anatomy),
    ].compactMap { $0 }
  }

  /// Every layer's own mistake at once; nil where one kind of layer alone reads a mask.
  private func slip(_ title: String, _ mistakes: [any Mistake], _ anatomy: Anatomy) -> Slip? {
    let names: Set<String> = ["R03", "L32", "G07", "R04", "L33", "G08", "M1", "A12"]
    var found: [String: Slip] = [:]
    for slip in mistakes.flatMap({ $0.slips(in: anatomy) })
    where names.contains(slip.id) && slip.onlyPath == nil && found[slip.id] == nil {
      found[slip.id] = slip
    }
    guard found.count > 1 else { return nil }
    let slips = found.keys.sorted().compactMap { found[$0] }
    return Slip(
      .known("M15").unpaired, title,
      slips.map(\.revision).reduce(Revision(), +),
      contrast: Slip.Contrast(
        at: "the masked timesteps", right: "skipped by every layer", wrong: "taken for numbers"))
  }
}
