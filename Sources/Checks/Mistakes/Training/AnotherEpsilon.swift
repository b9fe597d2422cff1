import Terms

/// An optimizer's ε of another value than the file's, 1e-8 of PyTorch and the papers say; or left out.
struct AnotherEpsilon: Mistake {
  private static let values = [0, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3]

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let own = anatomy.updates.lazy.compactMap({ AnotherEpsilon.epsilon(in: $0.term) }).first
    else { return [] }
    return AnotherEpsilon.values.filter { $0 != own }.compactMap { value in
      let title = "ε = \(value), not \(own) as the file says"
      return anatomy.slip(.possible("T79").subtle, title, in: anatomy.updates) { _, term in
        term.replacing { part in
          AnotherEpsilon.parts(of: part).map { parts in
            parts.isInside
              ? (parts.v + .number(value))(Sqrt()) : parts.v(Sqrt()) + .number(value)
          }
        }
      }
    }
  }

  private static func epsilon(in term: Term) -> Double? {
    term.first { parts(of: $0) != nil }.flatMap { parts(of: $0)?.epsilon }
  }

  /// v and ε of `√v + ε` or of `√(v + ε)`.
  private static func parts(of term: Term) -> (v: Term, epsilon: Double, isInside: Bool)? {
    if let (v, epsilon) = term.operand(of: Sqrt.self)?.pair(of: Add.self),
      let number = epsilon.plainNumber
    {
      return (v, number, true)
    }
    guard let (root, epsilon) = term.pair(of: Add.self), let number = epsilon.plainNumber,
      let v = root.operand(of: Sqrt.self)
    else { return nil }
    return (v, number, false)
  }
}
