import Equations
import Terms

/// Rules that hold for every equation: what may have been done to the one whose value is asked for.
///
/// Of rules that come to the same number a quiz names the first.
enum EquationRules {
  /// Rules for any part of an equation.
  static let ofParts: [any EquationRule] = [
    FunctionLeftOut(),
    AnotherFunction(),
    SummandLeftOut(),
    OperatorConfused(),
    FactorLeftOut(),
    OperandsExchanged(),
    StateNotPrevious(),
    MatrixTransposed(),
    AnotherBlock(),
    MaskMisread(),
  ]

  /// Rules for all of it.
  static let ofWholes: [any EquationRule] = [
    FunctionApplied(),
    SignTurned(),
    FunctionTwice(),
    ComplementTurned(),
    ValuesSwapped(),
  ]

  /// Every change of an equation in focus that a diagnosis tries.
  static func slips(in anatomy: Anatomy) -> [Slip] {
    let equations = Set(anatomy.focus).sorted().filter(anatomy.program.equations.indices.contains)
      .map { anatomy.program.equations[$0] }
    return ofWholes.flatMap { rule in
      equations.flatMap { slips(rule, [([], $0.term)], of: $0, anatomy) }
    }
      + ofParts.flatMap { rule in
        equations.flatMap { slips(rule, $0.term.places, of: $0, anatomy) }
      }
  }

  private static func slips(
    _ rule: any EquationRule, _ places: [(path: [Int], part: Term)], of equation: Equation,
    _ anatomy: Anatomy
  ) -> [Slip] {
    let path = anatomy.program.frames[equation.frame].path
    let name = equation.result.name.ascii
    return places.flatMap { place, part in
      rule.changes(of: EquationPart(term: part, style: Formula.Style())).compactMap { change in
        change.mistake.map { mistake in
          Slip(
            mistake.name, "\(mistake.title), in \(path).\(name)",
            .equation(name, in: [path]) { $0.term.editing(place, change.change) })
        }
      }
    }
  }
}
