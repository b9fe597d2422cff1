import Equations
import Models
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

  /// Whether it stands in the update of another weight than the one whose update `asked` is: nothing of one gets into
  /// the other's.
  func isUpdate(besides asked: String) -> Bool {
    guard let own = Slip.Contrast.update(place),
      let other = Slip.Contrast.update(asked), !asked.hasSuffix("_decayed"),
      !asked.hasSuffix("_clipped")
    else { return false }
    return own.path != Aim.path && own.path != Model.updatePath
      && (own.path != other.path
        || own.name != other.name && !own.name.hasSuffix("_" + other.name)
          && own.name != "d" + other.name)
  }

  /// The call and what is updated at `dense.m_W_next`: `dense` and `m_W`; nil for no equation of an update.
  private static func update(_ place: String) -> (path: String, name: String)? {
    guard let point = place.lastIndex(of: ".") else { return nil }
    let name = place[place.index(after: point)...]
    let end = ["_next", "'", "′", "_decayed", "_clipped"].first { name.hasSuffix($0) }
    return end.map { (String(place[..<point]), String(name.dropLast($0.count))) }
  }
}
