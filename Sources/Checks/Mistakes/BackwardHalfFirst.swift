import Equations
import Terms

/// `concat([backward, forward])`.
struct BackwardHalfFirst: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inCalls(anatomy.frames("Bidirectional"), "B1", "the backward half first") { draft in
      guard draft.name.ascii == "y", case .apply(let op, let operands) = draft.term,
        op is Concatenate
      else { return nil }
      return .apply(op, operands.reversed())
    }
  }
}
