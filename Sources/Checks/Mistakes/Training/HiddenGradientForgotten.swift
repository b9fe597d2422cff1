import Terms

/// `∂h₋₁` without `∂z·Uᵀ`: back in time the gradient goes through an LSTM's C, or a GRU's `z ⊙ h₋₁`, alone.
struct HiddenGradientForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.recurrentGradients(of: [.lstm, .gru]).filter { $0.name == "dh_prev" }
    return anatomy.slips(
      "T46", "the gradient through h₋₁·U forgotten, on the way back in time", in: sites
    ) { _, term in
      term.mappingSummands { $0.contains(MatMul.self) ? nil : $0 }
    }
  }
}
