import Terms

/// `∂zᵢ = ∂aᵢ·aᵢ(1 − aᵢ)`: softmax taken for a function of each number alone.
///
/// Behind a cross-entropy, of whatever labels, that is `−yᵢ(1 − aᵢ)` where `aᵢ − yᵢ` belongs.
struct SoftmaxWithoutCrossTerms: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let crossed = anatomy.crossSlopes
    let places = Set(crossed.map { "\($0.path).\($0.name)" })
    let others = anatomy.softmaxSlopes.filter { !places.contains("\($0.path).\($0.name)") }
    return anatomy.slips(
      "T12", "softmax's slope without the cross terms, aᵢ(1 − aᵢ) alone", in: crossed + others
    ) { site, term in
      if let slope = CrossSlope(site, term, anatomy) { return slope.withoutCrossTerms }
      return term.replacing { part in
        guard case .apply(let op, let operands) = part, (op as? Reduce)?.kind == .sum else {
          return nil
        }
        return operands[0]
      }
    }
  }
}
