import Equations
import Tensors
import Terms

/// `y = [x₂, x₁]` for `y = [x₁, x₂]`: what is joined, in the order turned round; of more than two also two that stand side by
/// side exchanged, or the first one last, or their numbers in turn.
struct JoinedInAnotherOrder: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inCalls(anatomy.frames("Concatenate"), "M4", "joined in another order") { draft in
      guard draft.name.ascii == "y" else { return nil }
      return draft.term.mapping(Concatenate.self) { op, operands in
        .apply(op, operands.reversed())
      }
    }
      + JoinedInAnotherOrder.further(anatomy)
  }

  private static func further(_ anatomy: Anatomy) -> [Slip] {
    let most = anatomy.frames("Concatenate").map(\.inputs.count).max() ?? 0
    let name = MistakeName.known("M4").unpaired
    func slips(_ title: String, _ change: @escaping @Sendable ([Term]) -> [Term]?) -> [Slip] {
      anatomy.inCalls(anatomy.frames("Concatenate"), name, title) { draft in
        guard draft.name.ascii == "y" else { return nil }
        return draft.term.mapping(Concatenate.self) { op, operands in
          operands.count > 2 ? change(operands).map { .apply(op, $0) } : nil
        }
      }
    }
    let exchanged = (0..<max(0, min(most, 9) - 1)).flatMap { place in
      slips("the inputs \(place + 1) and \(place + 2) exchanged where they are joined") {
        guard place + 1 < $0.count else { return nil }
        var operands = $0
        operands.swapAt(place, place + 1)
        return operands
      }
    }
    let turned =
      most > 2
      ? slips("joined with the first one last") { Array($0.dropFirst() + $0.prefix(1)) }
        + slips("joined with the last one first") { Array($0.suffix(1) + $0.dropLast()) } : []
    let inTurn = anatomy.inCalls(
      anatomy.frames("Concatenate"), name, "the numbers of what is joined in turn"
    ) { draft in
      guard draft.name.ascii == "y" else { return nil }
      return draft.term.mapping(Concatenate.self) { op, operands in
        let shapes = Set(operands.map(\.shape))
        guard operands.count > 1, shapes.count == 1, let dims = operands.first?.shape.dims,
          op.axis == -1 || op.axis == dims.count - 1
        else { return nil }
        let columns = operands.map { $0(Reshape(dims + [1])) }
        return Term.apply(Concatenate(), columns)(Reshape(draft.term.shape.dims))
      }
    }
    return exchanged + turned + inTurn
  }
}
