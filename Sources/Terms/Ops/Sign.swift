import CKernels
import Tensors

/// −1, 0 or 1 for each element; NaN for NaN.
package struct Sign: UnaryOp {
  package static let name = "sign"
  package static let single: UnaryF32 = ks_sign_f32
  package static let double: UnaryF64 = ks_sign_f64
  package static let code = ElementCode(
    "sign", numpy: .call("np.sign"), loop: .define("x > 0 ? 1 : x < 0 ? -1 : x"),
    latex: .call(#"\operatorname{sign}"#))

  package static func dtype(_ operand: DType) -> DType { operand }

  package init() {}

  /// None: it is flat, but for its step.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { nil }
}
