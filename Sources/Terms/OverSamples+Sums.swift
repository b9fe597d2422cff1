import Tensors

extension OverSamples {
  static func sum(_ operand: Formula) -> Formula {
    Formula("\(sign) \(operand.bracketed(below: .product))", .sum)
  }

  /// The sum of a term over all samples, by the op that makes it at once where there is one.
  static func sum(_ term: Term) -> Term {
    guard case .apply(let op, let operands) = term else { return term(OverSamples(.sum)) }
    if let summing = op as? any SummingOp { return .apply(summing.overAllSamples, operands) }
    // `Σ xᵀ·∂z` as it is written.
    if op is MatMul, case .apply(let other, let inner) = operands[0],
      let turned = other as? Permute, turned.order == nil,
      inner[0].shape.rank == operands[1].shape.rank,
      inner[0].shape.rank <= 2
    {
      return .apply(TransposedProduct(sumsSamples: true), [inner[0], operands[1]])
    }
    return term(OverSamples(.sum))
  }
}
