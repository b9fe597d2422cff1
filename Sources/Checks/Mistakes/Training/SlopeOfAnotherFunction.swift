import Terms

/// `∂a ⊙ a(1 − a)` behind a tanh, `∂a ⊙ (1 − a²)` behind a σ: the slope of another activation (T112); or it is taken twice.
struct SlopeOfAnotherFunction: Mistake {
  private static let ways: [(title: String, change: @Sendable (_ a: Term) -> Term)] = [
    ("the slope of σ, a(1 − a), for the activation's own", { $0 * (1 - $0) }),
    ("the slope of tanh, 1 − a², for the activation's own", { 1 - $0(Square()) }),
    ("1 − a for the slope of the activation", { 1 - $0 }),
    (
      "the slope of relu for the activation's own",
      { .select(.apply(Greater(), [$0, 0]), 1 + 0 * $0, 0 * $0) }
    ),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.activationSlopes
    let others = SlopeOfAnotherFunction.ways.flatMap { title, change in
      anatomy.slips(.known("T112").unpaired, title, in: sites) { _, term in
        guard let slope = GateSlope(term) else { return nil }
        return slope.incoming * change(slope.gate)
      }
    }
    let twice = anatomy.slips(
      .known("T112").unpaired, "the slope of the activation taken twice", in: sites
    ) { _, term in
      guard let slope = GateSlope(term) else { return nil }
      let own = slope.isSigmoid ? slope.gate * (1 - slope.gate) : 1 - slope.gate(Square())
      return slope.incoming * own * own
    }
    return others + twice
  }
}
