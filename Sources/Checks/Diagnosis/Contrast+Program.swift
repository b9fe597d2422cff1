import Equations
import Terms

extension Slip.Contrast {
  /// The equations that a revision changed, as the layers wrote them and as they are computed.
  static func list(of program: Program, upTo last: Int) -> [Slip.Contrast] {
    program.changes.compactMap { change in
      guard change.equation <= last, program.equations.indices.contains(change.equation) else {
        return nil
      }
      let equation = program.equations[change.equation]
      let name = equation.result.name
      let style = Formula.Style()
      return Slip.Contrast(
        at: "\(program.frames[equation.frame].path).\(name.ascii)",
        right: "\(name.unicode) = \(change.original.formula(style).text)",
        wrong: "\(name.unicode) = \(equation.term.formula(style).text)",
        typed: equation.term.looksAtOtherSamples ? nil : equation.term.formula(.typed).text)
    }
  }
}
