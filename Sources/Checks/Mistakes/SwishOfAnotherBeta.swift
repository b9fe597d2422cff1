import Terms

/// `x·σ(βx)` with another β than swish has, or as the quick way to gelu (F10).
struct SwishOfAnotherBeta: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let betas = [1.702, 1.5, 2, 0.5]
    let others = betas.map { beta -> Anatomy.OtherFunction in
      ("x·σ(\(beta)x)", { $0 * (.number(beta) * $0)(Sigmoid()) })
    }
    let gate: Anatomy.OtherFunction = ("σ without the factor x", { $0(Sigmoid()) })
    return anatomy.inActivations(
      of: ["silu", "gelu", "gelu_by_tanh"], .possible("F10").unpaired, others + [gate])
  }
}
