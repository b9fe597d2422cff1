import Terms

/// `x` for `f(x)`.
struct FunctionLeftOut: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard let (name, argument) = part.function else { return [] }
    return [
      PartChange(
        "without \(name): \(part.text(argument)) itself", as: .general("E1"),
        "the value without \(name)"
      ) { $0.application.argument }
    ]
  }
}
