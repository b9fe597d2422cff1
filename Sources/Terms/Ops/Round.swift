import CKernels
import Tensors

/// The nearest integer, halves to even, element by element.
package struct Round: UnaryOp {
  package static let name = "round"
  package static let single: UnaryF32 = ks_round_f32
  package static let double: UnaryF64 = ks_round_f64
  package static let code = ElementCode(
    "nearest", numpy: .call("np.rint"), loop: .call("$rint"),
    latex: .call(#"\operatorname{round}"#))

  package static func dtype(_ operand: DType) -> DType { operand }

  package init() {}

  /// None: it is flat, but for its steps.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { nil }
}
