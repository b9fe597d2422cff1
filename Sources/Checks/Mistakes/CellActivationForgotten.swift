/// `h = o ⊙ C`: the activation of the cell state forgotten.
struct CellActivationForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L08"], "the cell activation forgotten") { chosen in
      (.output(in: chosen.paths) { cell, _ in cell }, nil)
    }
  }
}
