import CKernels
import Tensors

/// The least integer ≥ x, element by element.
package struct Ceil: UnaryOp {
  package static let name = "ceil"
  package static let single: UnaryF32 = ks_ceil_f32
  package static let double: UnaryF64 = ks_ceil_f64
  package static let code = ElementCode(
    "ceil", numpy: .call("np.ceil"), loop: .call("$ceil"),
    latex: .pieces([#"\lceil "#, #" \rceil"#]))

  package static func dtype(_ operand: DType) -> DType { operand }

  package init() {}

  /// None: it is flat, but for its steps.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { nil }
}
