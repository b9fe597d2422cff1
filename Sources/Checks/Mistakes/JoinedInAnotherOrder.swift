import Equations
import Terms

/// `y = [x₂, x₁]` for `y = [x₁, x₂]`: what is joined, in the order turned round.
struct JoinedInAnotherOrder: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inCalls(anatomy.frames("Concatenate"), "M4", "joined in another order") { draft in
      guard draft.name.ascii == "y" else { return nil }
      return draft.term.mapping(Concatenate.self) { op, operands in
        .apply(op, operands.reversed())
      }
    }
  }
}
