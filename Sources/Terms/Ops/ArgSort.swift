import Tensors

/// `argsort(x)`: where the numbers along an axis stand, in rising order; equal ones as they stand.
package struct ArgSort: RowOp, ChoosingOp {
  package static let name = "argsort"
  package static let single: RowsF32 = { RowLoops.ordered($0, $1, $2, $3) { Float($1) } }
  package static let double: RowsF64 = { RowLoops.ordered($0, $1, $2, $3) { Double($1) } }
  package static let code = RowCode(
    "places", numpy: [#"return np.argsort(x, axis=axis, kind="stable").astype(x.dtype)"#],
    c: RowLoops.insertion(key: "x[(int)out[(place - 1) * step] * step]", own: "(real)k"),
    swift: RowLoops.swiftOrder + ["for k in 0..<n { out[k * step] = real(rising[k]) }"])

  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package var choice: Choice? { .argsort }

  package static func dtype(_ operand: DType) -> DType { .int32 }

  /// Of the row the number that has an element's place in the order.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (row, own) = row(of: element, elements.result.shape)
    return .choice(row, decisive: RowLoops.places(try row.map(elements.number))[own])
  }

  package static func working(_ row: [Double]) -> RowWorking { RowWorking([]) }

  /// A place has no slope.
  package func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { nil }

  package static func text(_ own: Formula, _ shared: [Formula]) -> Formula { .call(name, [own]) }
}
