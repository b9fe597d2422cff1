import Terms

/// `½λ·Σw²` where Keras' L2 has no half.
struct HalfOfPenalty: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slip = anatomy.slip("T13", "L2 with ½λ, which Keras' has not", in: anatomy.losses) {
      site, term in
      guard site.name.hasPrefix("penalty") else { return nil }
      return term.mappingSummands { part in
        guard let (factor, rest) = part.pair(of: Multiply.self), let number = factor.plainNumber,
          rest.contains(Square.self)
        else { return part }
        return .number(number / 2) * rest
      }
    }
    return slip.map { [$0] } ?? []
  }
}
