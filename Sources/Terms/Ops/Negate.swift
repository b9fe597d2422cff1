import CKernels
import Tensors

/// `−x`, element by element.
package struct Negate: UnaryOp {
  package static let name = "negative"
  package static let single: UnaryF32 = ks_neg_f32
  package static let double: UnaryF64 = ks_neg_f64
  package static let code = ElementCode(
    "negative", numpy: .prefix("-"), loop: .prefix("-"),
    latex: .prefix("-"))

  package static func dtype(_ operand: DType) -> DType { operand.counting }

  package var lengthening: Lengthening { .inWideFormats }

  package init() {}

  /// `−g`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { -g }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .sum([Derivation.Product([Derivation.Source(0, element)], isNegative: true)])
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let sign = style.alphabet == .ascii ? "-" : "−"
    // −2 is a number; the negation of the number 2 is −(2).
    if operands[0].isNumber { return Formula("\(sign)(\(operands[0].text))", .sign) }
    return Formula(sign + operands[0].bracketed(below: .sign), .sign)
  }
}
