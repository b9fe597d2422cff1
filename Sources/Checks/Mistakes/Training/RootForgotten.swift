import Terms

/// `w′ = w − η·g/(v′ + ε)`: the step by the mean of the squares, not by its root; of Adam `m̂/(v̂ + ε)`, with v corrected
/// or as it is.
struct RootForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.name.hasSuffix("_next") }
    let title = "the step divided by v, not by its root"
    let slip = anatomy.slip(.possible("T69"), title, in: sites) { _, term in
      term.replacing { $0.operand(of: Sqrt.self) }
    }
    let corrected = anatomy.correctedSlip(.known("T69").unpaired, title + ", m̂/(v̂ + ε)") {
      v, epsilon, root in v / root + epsilon * root
    }
    return [slip, corrected].compactMap { $0 }
  }
}
