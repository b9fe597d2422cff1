import Equations
import Terms

/// `y = [x₂, x₁]` for `y = [x₁, x₂]`: what is joined, in the order turned round.
struct JoinedInAnotherOrder: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.frames("Concatenate")) { layers in
      let paths = layers.map(\.path)
      return Slip(
        .known("M4"), "joined in another order",
        .equation { draft in
          guard paths.contains(draft.path), draft.name.ascii == "y" else { return nil }
          return draft.term.mapping(Concatenate.self) { op, operands in
            .apply(op, operands.reversed())
          }
        })
    }
  }
}
