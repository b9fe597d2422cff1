import Terms

/// `−x` for `x`.
struct SignTurned: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    [PartChange("the right number with the other sign") { -$0 }]
  }
}
