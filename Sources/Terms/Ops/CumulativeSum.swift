import Tensors

/// `yₖ = x₀ + x₁ + … + xₖ` along an axis.
package struct CumulativeSum: RowOp {
  package static let name = "cumsum"
  package static let single: RowsF32 = { RowLoops.running($0, $1, $2, $3, from: 0, +) }
  package static let double: RowsF64 = { RowLoops.running($0, $1, $2, $3, from: 0, +) }
  package static let code = RowLoops.running("cumsum", from: "0", "+")
  package static let flattensByDefault = true

  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package static func dtype(_ operand: DType) -> DType { operand.counting }

  package var lengthening: Lengthening { .always }

  /// The sum of the row up to an element's place.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (row, own) = row(of: element, elements.result.shape)
    return .series(row[...own].map { Derivation.Product([$0]) })
  }

  package static func working(_ row: [Double]) -> RowWorking { RowWorking([]) }

  /// The sums of g from the end on: a number has a share in every sum that comes after it.
  package func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    g(Flip(axis: axis))(self)(Flip(axis: axis))
  }

  package static func text(_ own: Formula, _ shared: [Formula]) -> Formula { .call(name, [own]) }
}
