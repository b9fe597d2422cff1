import Terms

/// `x·Wᵀ` for `x·W` where W is square, or `x·reshape(W, …)ᵀ`.
struct MatrixTransposed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.edits("E7") { part in
      guard let value = part.value, value.role == .weight, value.shape.rank == 2 else { return [] }
      let name = value.name.unicode
      let isSquare = value.shape[0] == value.shape[1]
      var edits: [Anatomy.PartEdit] = [
        ("\(name) reshaped instead of transposed", { $0.reshapedForTransposed })
      ]
      if isSquare { edits.insert(("\(name) transposed", { $0.transposed }), at: 0) }
      return edits
    }
  }
}
