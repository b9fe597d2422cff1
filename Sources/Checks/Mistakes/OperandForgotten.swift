import Equations
import Terms

/// `y = x₂` for `y = x₁ + x₂`: one of what is added left out, as a shortcut around layers that is forgotten.
struct OperandForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sums = anatomy.frames("Add", "Average", "Subtract", "Multiply")
    return ["first", "second"].enumerated().flatMap { place, word in
      anatomy.inCalls(sums, "M3", "an input of a layer left out, the \(word)") { draft in
        draft.name.ascii == "y" ? OperandForgotten.without(place, draft.term) : nil
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
