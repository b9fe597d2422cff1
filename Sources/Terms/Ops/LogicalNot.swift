import CKernels
import Tensors

/// True where the operand is not.
package struct LogicalNot: UnaryOp {
  package static let name = "not"
  package static let single: UnaryF32 = ks_logical_not_f32
  package static let double: UnaryF64 = ks_logical_not_f64
  package static let code = ElementCode(
    "logical_not", numpy: .call("np.logical_not"), loop: .define("x == 0 ? 1 : 0"),
    latex: .prefix(#"\lnot "#))

  package static func dtype(_ operand: DType) -> DType { .bool }

  package init() {}

  /// None: a truth value has no slope.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { nil }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let sign = style.alphabet == .ascii ? "not " : "¬"
    return Formula(sign + operands[0].bracketed(below: .not), .not)
  }
}
