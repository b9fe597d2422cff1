import Equations
import Terms

/// `x` for `f(x)`.
struct FunctionLeftOut: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.edits("E1") { part in
      guard part.application.function != nil else { return [] }
      let name = part.outermost
      return [("the value without \(name)", { $0.application.argument })]
    }
  }
}

extension Anatomy {
  /// A change of one part of a term: what was done, and the part that becomes of it.
  typealias PartEdit = (title: String, change: @Sendable (Term) -> Term?)

  /// Every change that a rule knows for any part of the equations in focus.
  func edits(_ id: String, _ rule: (Term) -> [PartEdit]) -> [Slip] {
    Set(focus).sorted().flatMap { id_ -> [Slip] in
      guard program.equations.indices.contains(id_) else { return [] }
      let equation = program.equations[id_]
      let path = program.frames[equation.frame].path
      let name = equation.result.name.ascii
      return equation.term.places.flatMap { place, part in
        rule(part).map { edit in
          Slip(
            id, "\(edit.title), in \(path).\(name)",
            .equation(name, in: [path]) { $0.term.editing(place[...], edit.change) },
            isGeneral: true)
        }
      }
    }
  }
}

extension Term {
  /// The parts that ops stand in, each with the way to it.
  var places: [(path: [Int], part: Term)] {
    [([], self)]
      + children.enumerated().flatMap { index, child in
        child.places.map { ([index] + $0.path, $0.part) }
      }
  }

  /// The term with the part at a place changed; nil where there is none or the change gives none.
  func editing(_ path: ArraySlice<Int>, _ change: (Term) -> Term?) -> Term? {
    guard let first = path.first else { return change(self) }
    var operands = children
    guard operands.indices.contains(first),
      let edited = operands[first].editing(path.dropFirst(), change)
    else { return nil }
    operands[first] = edited
    switch self {
    case .apply(let op, _): return .apply(op, operands)
    case .named(let function, _): return .named(function, operands)
    case .value, .number: return nil
    }
  }

  /// The name of the function applied last: `σ`.
  var outermost: String {
    let text = formula(Formula.Style()).text
    return String(text.prefix { $0 != "(" })
  }
}
