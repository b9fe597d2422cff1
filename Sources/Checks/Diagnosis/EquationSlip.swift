import Equations
import Terms

/// One slip in one equation: another expression of the same operands, and what was done.
///
/// The operands are right; what went wrong before is no slip here.
package struct EquationSlip: Sendable {
  /// As it can be typed at the place of the equation.
  package let expression: String
  /// A clause that follows "that is".
  package let remark: String

  /// The slips that an equation invites; of those that come to the same, the likelier is first.
  package static func of(_ equation: Equation, style: Formula.Style) -> [EquationSlip] {
    let term = equation.term
    var slips: [EquationSlip] = []
    var seen: Set<String> = [term.formula(.typed).text]
    func add(_ rules: [any EquationRule], _ path: [Int], _ part: Term) {
      let part = EquationPart(term: part, style: style)
      for change in rules.flatMap({ $0.changes(of: part) }) {
        guard let text = term.editing(path, change.change)?.formula(.typed).text,
          seen.insert(text).inserted
        else { continue }
        slips.append(EquationSlip(expression: text, remark: change.remark))
      }
    }
    for (path, part) in term.places { add(EquationRules.ofParts, path, part) }
    add(EquationRules.ofWholes, [], term)
    return slips
  }
}
