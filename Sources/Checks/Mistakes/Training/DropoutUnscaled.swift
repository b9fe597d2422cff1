import Terms

/// `∂x = keep ? ∂y : 0`: what dropout kept was divided by 1 − rate, and so is its gradient; or neither is.
struct DropoutUnscaled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let names = anatomy.keptNames
    guard !names.isEmpty else { return [] }
    let change: @Sendable (Site, Term) -> Term? = { _, term in
      term.mappingKept(by: names) { keep, kept in kept.unscaled.map { .select(keep, $0, 0) } }
    }
    return anatomy.slips(
      "T30", "dropout's gradient not divided by 1 − rate", in: anatomy.gradients, change)
      + anatomy.slips(
        "T30", "dropout's kept values not divided by 1 − rate",
        in: anatomy.predictions + anatomy.gradients, change)
  }
}
