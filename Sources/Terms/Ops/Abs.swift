import CKernels
import Tensors

/// `|x|`, element by element.
package struct Abs: UnaryOp {
  package static let name = "abs"
  package static let single: UnaryF32 = ks_abs_f32
  package static let double: UnaryF64 = ks_abs_f64
  package static let code = ElementCode(
    "abs", numpy: .call("np.abs"), loop: .call("$fabs"),
    latex: .pieces([#"\lvert "#, #" \rvert"#]))

  package static func dtype(_ operand: DType) -> DType { operand }

  package init() {}

  /// `g·sign(x)`: none at 0.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g * x(Sign()) }
}
