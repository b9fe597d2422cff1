import Terms

/// `(1 − z) ⊙ h₋₁ + z ⊙ g` for `z ⊙ h₋₁ + (1 − z) ⊙ g`.
struct ComplementTurned: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    part.term.values.filter { value in
      part.term.contains { $0 == 1 - .value(value) }
    }.map { value in
      PartChange("with \(part.text(.value(value))) the other way round") {
        $0.replacing(value, with: 1 - .value(value))
      }
    }
  }
}
