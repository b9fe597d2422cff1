import Equations
import Models
import Terms

extension Slip.Contrast {
  /// The equations that a revision changed, as the layers wrote them and as they are computed; what reads a value that
  /// `right`, the right program, does not have there cannot be typed.
  static func list(
    of program: Program, upTo last: Int, besides right: Program? = nil
  ) -> [Slip.Contrast] {
    program.changes.compactMap { change in
      guard change.equation <= last, program.equations.indices.contains(change.equation) else {
        return nil
      }
      let equation = program.equations[change.equation]
      let name = equation.result.name
      let style = Formula.Style()
      let path = program.frames[equation.frame].path
      let known = right.flatMap { $0.loss == nil ? $0.names(in: path) : nil }
      let isTyped =
        !equation.term.looksAtOtherSamples
        && equation.term.values.allSatisfy { known?.contains($0.name.ascii) ?? true }
      return Slip.Contrast(
        at: "\(path).\(name.ascii)",
        right: "\(name.unicode) = \(change.original.formula(style).text)",
        wrong: "\(name.unicode) = \(equation.term.formula(style).text)",
        typed: isTyped ? equation.term.formula(.typed).text : nil)
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

extension Program {
  /// What the equations of a layer call read and write, and its weights.
  fileprivate func names(in path: String) -> Set<String> {
    let own = frames.filter { $0.path == path && $0.forward == nil }
    let ids = Set(own.map(\.id))
    let values = equations.filter { ids.contains($0.frame) }.flatMap {
      [$0.result] + $0.term.values
    }
    return Set((values + own.flatMap { $0.weights + $0.inputs }).map(\.name.ascii))
  }
}
