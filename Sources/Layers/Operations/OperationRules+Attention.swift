/// Attention as an operation.
extension OperationRules {
  static let attention = [
    OperationRule("DotProductAttention") { try $0.attended() }
  ]
}
