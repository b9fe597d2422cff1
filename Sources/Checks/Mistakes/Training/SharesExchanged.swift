import Terms

/// `v′ = (1 − ρ)·v + ρ·g²`: what stays and what comes in exchanged in a moving mean of the optimizer.
struct SharesExchanged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let means = anatomy.slips(
      "T48", inKept: { "what stays and what comes in exchanged in the moving mean \($0)" }
    ) { mean, _ in mean.exchanged }
    let greatest = anatomy.slip(
      "T48", "1 − β₂ for β₂ in the greatest slope", in: anatomy.updates
    ) { _, term in
      guard let (kept, size) = term.pair(of: Maximum.self),
        let (share, old) = kept.pair(of: Multiply.self), let number = share.plainNumber,
        size.operand(of: Abs.self) != nil
      else { return nil }
      return .apply(Maximum(), [.number(1 - number) * old, size])
    }
    return means + [greatest].compactMap { $0 }
  }
}
