import Terms

/// `b − a` for `a − b`, `b/a` for `a/b`.
struct OperandsExchanged: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard part.operands(of: Subtract.self, Divide.self) != nil else { return [] }
    let turned = "\(part.text) the other way round"
    return [PartChange(turned, as: .general("E6"), turned) { $0.with($0.children.reversed()) }]
  }
}
