import Tensors

/// `yₖ = x₀ · x₁ · … · xₖ` along an axis.
package struct CumulativeProduct: RowOp {
  package static let name = "cumprod"
  package static let single: RowsF32 = { RowLoops.running($0, $1, $2, $3, from: 1, *) }
  package static let double: RowsF64 = { RowLoops.running($0, $1, $2, $3, from: 1, *) }
  package static let code = RowLoops.running("cumprod", from: "1", "*")
  package static let flattensByDefault = true

  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package static func dtype(_ operand: DType) -> DType { operand.counting }

  package var lengthening: Lengthening { .always }

  /// The product of the row up to an element's place.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (row, own) = row(of: element, elements.result.shape)
    return .sum([Derivation.Product(Array(row[...own]))])
  }

  package static func working(_ row: [Double]) -> RowWorking { RowWorking([]) }

  /// `(Σ g·y from here on)/x`: of every product behind it the product of the others; 0 where x is 0, as in TensorFlow.
  package func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    let sum = (g * y)(Flip(axis: axis))(CumulativeSum(axis: axis))(Flip(axis: axis))
    let isZero = Term.apply(Equal(), [x, 0])
    return .select(isZero, 0, sum / .select(isZero, 1, x))
  }

  package static func text(_ own: Formula, _ shared: [Formula]) -> Formula { .call(name, [own]) }
}
