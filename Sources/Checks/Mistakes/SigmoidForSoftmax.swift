import Terms

/// `a = σ(z)` in place of `softmax(z)`.
struct SigmoidForSoftmax: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Softmaxes.slips("L17", "σ in place of softmax", anatomy) { z, _ in z(Sigmoid()) }
  }
}
