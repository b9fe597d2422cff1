import Equations
import Terms

/// `y = x₂` for `y = x₁ + x₂`: one of what is added left out, as a shortcut around layers that is forgotten.
struct OperandForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sums = anatomy.frames("Add", "Average", "Subtract", "Multiply")
    return (0..<2).flatMap { place in
      anatomy.inEach(sums) { sums in
        let paths = sums.map(\.path)
        return Slip(
          .known("M3"),
          "an input of \(sums.count == 1 ? "the layer" : "the layers") left out, the \(["first", "second"][place])",
          .equation { draft in
            guard paths.contains(draft.path), draft.name.ascii == "y" else { return nil }
            return OperandForgotten.without(place, draft.term)
          })
      }
    }
  }

  private static func without(_ place: Int, _ term: Term) -> Term? {
    guard case .apply(let op, let operands) = term, operands.count == 2 else { return nil }
    // An average's sum stands over the number of its inputs.
    if op is Divide { return without(place, operands[0]).map { $0 / operands[1] } }
    guard op is Add || op is Subtract || op is Multiply else { return nil }
    let left = operands[1 - place]
    return op is Subtract && place == 0 ? -left : left
  }
}
