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
        var left = term
        while let less = left.without({ $0.isSummand(reading: names) }) { left = less }
        return left == term ? nil : left
      }
    }
  }
}

extension Term {
  /// Whether it is one summand, in which one of some values stands.
  fileprivate func isSummand(reading names: Set<String>) -> Bool {
    pair(of: Add.self) == nil && values.contains { names.contains($0.name.ascii) }
  }
}
