import Terms

extension Term {
  /// The text with numbers in the place of values and slices.
  func substituted(_ style: Formula.Style, _ text: (String) -> String?) -> String {
    replaced(style, text).text
  }

  private func replaced(_ style: Formula.Style, _ text: (String) -> String?) -> Formula {
    let own = formula(style)
    if let number = text(own.text) { return Formula(number) }
    switch self {
    case .apply(let op, let operands):
      return op.text(operands.map { $0.replaced(style, text) }, style)
    case .named(let function, let operands):
      return .call(function.name, operands.map { $0.replaced(style, text) }, function.options)
    default: return own
    }
  }
}
