import Terms

/// `∂x = ∂n/√(σ² + ε)`: μ and σ² are made of the batch's own x, and hand on gradients of their own.
struct NormalizationHeldConstant: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the gradient of the normalization without its part through "
    let ways: [(String, Set<String>)] = [
      ("μ and σ²", ["dmu", "dsigma2"]), ("μ", ["dmu"]), ("σ²", ["dsigma2"]),
    ]
    let sites = anatomy.gradients.filter { $0.name == "dx" }
    return ways.flatMap { words, names in
      anatomy.slips("T32", title + words, in: sites) { _, term in
        term.without { part in
          part.pair(of: Add.self) == nil && part.values.contains { names.contains($0.name.ascii) }
        }
      }
    }
  }
}
