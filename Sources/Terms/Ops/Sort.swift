import Tensors

/// `sort(x)`: the numbers along an axis in rising order, NaN behind all others.
package struct Sort: RowOp {
  package static let name = "sort"
  package static let single: RowsF32 = { RowLoops.ordered($0, $1, $2, $3) { $0[$1] } }
  package static let double: RowsF64 = { RowLoops.ordered($0, $1, $2, $3) { $0[$1] } }
  package static let code = RowCode(
    "in_order", numpy: ["return np.sort(x, axis=axis)"],
    c: RowLoops.insertion(key: "out[(place - 1) * step]", own: "own"),
    swift: RowLoops.swiftOrder + ["for k in 0..<n { out[k * step] = x[rising[k] * step] }"])

  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package static func dtype(_ operand: DType) -> DType { operand }

  /// The number of the row that has an element's place in the order.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (row, own) = row(of: element, elements.result.shape)
    return .copy(row[RowLoops.places(try row.map(elements.number))[own]])
  }

  package static func working(_ row: [Double]) -> RowWorking { RowWorking([]) }

  /// To every number the g of its place in the order.
  package func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    guard let axis = x.shape.axis(axis) else { return nil }
    // The places of the order along one axis, those of the row along another: where both mean the same number.
    func spread(_ term: Term, at place: Int) -> Term {
      term(Reshape(x.shape.inserting(1, at: place).dims))
    }
    let places = Term.apply(Equal(), [x, x]).counted(like: x)(CumulativeSum(axis: axis)) - 1
    let isSame = Term.apply(
      Equal(), [spread(x(ArgSort(axis: axis)), at: axis), spread(places, at: axis + 1)])
    return Term.select(isSame, spread(g, at: axis), 0)(Reduce(.sum, axes: [axis + 1]))
  }

  package static func text(_ own: Formula, _ shared: [Formula]) -> Formula { .call(name, [own]) }
}
