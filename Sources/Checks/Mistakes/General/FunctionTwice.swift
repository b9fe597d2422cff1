import Terms

/// `f(f(x))` for `f(x)`.
struct FunctionTwice: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard let (name, _) = part.function else { return [] }
    return [PartChange("\(name) applied twice") { $0.application.function?($0) }]
  }
}
