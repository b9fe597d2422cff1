import Terms

/// `∂h₋₁ = ∂q·Uᵀ` in a GRU: what goes back through `z ⊙ h₋₁` itself is forgotten.
struct CarriedStateForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.recurrentGradients(of: [.gru]).filter { $0.name == "dh_prev" }
    return anatomy.slips("T43", "the gradient through z ⊙ h₋₁ forgotten", in: sites) { _, term in
      term.mappingSummands { part in part.contains { $0.isCarried(by: "z") } ? nil : part }
    }
  }
}
