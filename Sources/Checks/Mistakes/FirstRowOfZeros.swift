import Equations
import Tensors
import Terms

/// `y = 0` for the id 0, which a table is expected to give: Keras looks row 0 up, whether it masks or not.
struct FirstRowOfZeros: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.frames("Embedding")) { frames in
      Slip(
        "I3", "zeros for the id 0 in place of the table's row 0",
        .equation("y", in: frames.map(\.path)) { draft in
          guard let x = draft.term.value("x") else { return nil }
          let isThere = Term.apply(NotEqual(), [x, 0])
          return .select(isThere(Reshape(x.shape.dims + [1])), draft.term, 0)
        })
    }
  }
}
