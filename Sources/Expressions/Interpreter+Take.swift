import Tensors
import Terms

/// Arrays as indices: `E[x]`, `W[:, [0, 3]]`, `x[x > 0]`.
extension Interpreter {
  /// What an array of places or of truth values chooses along an axis.
  func take(
    _ table: Quantity, _ base: Syntax, _ array: IndexArray<Quantity>, axis: Int, _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let shape = meaning.type(of: table).shape
    guard axis > 0 else {
      if let mask = try mask(array) {
        return try chosen(table, base, mask, array.node, node)
      }
      try checkBounds(shape, base, array, axis: 0)
      return try gather(table, base, array.quantity, array.node, node)
    }
    guard axis < shape.rank, meaning.type(of: array.quantity).shape.rank == 1 else {
      throw error(array.node, .indexBesideOthers)
    }
    // The axis comes first, is chosen from, and goes back to where it was.
    var order = Array(0..<shape.rank)
    order.insert(order.remove(at: axis), at: 0)
    var back = Array(1..<shape.rank)
    back.insert(0, at: axis)
    let (there, again) = (order, back)
    let turned = try applied([table], [base], node) { terms in terms[0](Permute(there)) }
    if try mask(array) == nil { try checkBounds(shape, base, array, axis: axis) }
    let first = IndexArray(quantity: array.quantity, node: array.node, isAlone: true)
    let rows = try take(turned, base, first, axis: 0, node)
    return try applied([rows], [base], node) { terms in terms[0](Permute(again)) }
  }

  /// The truth values that are an index, where they are known now.
  private func mask(_ array: IndexArray<Quantity>) throws(ExpressionError) -> Tensor? {
    guard meaning.type(of: array.quantity).dtype == .bool else { return nil }
    guard let known = meaning.constant(array.quantity), array.isAlone || known.shape.rank == 1
    else { throw error(array.node, .maskAsIndex) }
    return known
  }

  /// `x[x > 0]`: what truth values choose of the leading axes.
  private func chosen(
    _ table: Quantity, _ base: Syntax, _ mask: Tensor, _ place: Syntax, _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let dims = meaning.type(of: table).shape.dims
    guard Array(dims.prefix(mask.shape.rank)) == mask.shape.dims else {
      let facts = [
        ExpressionError.Fact(text: text(base), shape: Shape(dims)),
        ExpressionError.Fact(text: text(place), shape: mask.shape),
      ]
      throw error(node, .misfit(Misfit("truth values must be as many as what they choose"), facts))
    }
    let rows = mask.elements.indices.filter { mask.elements[$0] != 0 }.map(Double.init)
    let index = try catching(node) { () throws(Misfit) in
      try meaning.array(Tensor([rows.count], .int64, rows))
    }
    let flat = [mask.count] + dims.dropFirst(mask.shape.rank)
    let table = try applied([table], [base], node) { terms in terms[0](Reshape(flat)) }
    return try gather(table, base, index, place, node)
  }

  /// Throws when a row that was typed is not there; one that was computed gives NaN, as in a layer.
  private func checkBounds(
    _ shape: Shape, _ base: Syntax, _ array: IndexArray<Quantity>, axis: Int
  ) throws(ExpressionError) {
    guard case .list = array.node.kind, axis < shape.rank,
      let wrong = meaning.constant(array.quantity)?.elements.first(where: { index in
        index < Double(-shape[axis]) || index >= Double(shape[axis])
      })
    else { return }
    let index = NumberFormat.exact(wrong, .float64)
    let misfit = Misfit("index \(index) is outside axis \(axis), which has \(shape[axis])")
    let fact = ExpressionError.Fact(text: text(base), shape: shape)
    throw error(array.node, .misfit(misfit, [fact]))
  }

  /// The rows of a table of any rank that an array names.
  private func gather(
    _ table: Quantity, _ base: Syntax, _ index: Quantity, _ place: Syntax, _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let shape = meaning.type(of: table).shape
    let indexShape = meaning.type(of: index).shape
    return try applied([table, index], [base, place], node) { terms throws(Misfit) in
      guard shape.rank != 2 else { return .apply(Gather(), terms) }
      guard let rows = shape.dims.first else { throw Misfit("a number has no index") }
      let rest = shape.removing(0)
      let flat = terms[0](Reshape([rows, rest.count]))
      return Term.apply(Gather(), [flat, terms[1]])(Reshape(indexShape.dims + rest.dims))
    }
  }
}
