import Equations
import Terms

/// `concat([backward, forward])`.
struct BackwardHalfFirst: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let paths = anatomy.frames("Bidirectional").map(\.path)
    guard !paths.isEmpty else { return [] }
    let revision = Revision.equation("y", in: paths) { draft in
      guard case .apply(let op, let operands) = draft.term, op is Concatenate else { return nil }
      return .apply(op, operands.reversed())
    }
    return [Slip("B1", "the backward half first", revision)]
  }
}
