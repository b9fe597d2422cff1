import CKernels
import Tensors

/// The greatest integer ≤ x, element by element.
package struct Floor: UnaryOp {
  package static let name = "floor"
  package static let single: UnaryF32 = ks_floor_f32
  package static let double: UnaryF64 = ks_floor_f64
  package static let code = ElementCode(
    "floor", numpy: .call("np.floor"), loop: .call("$floor"),
    latex: .pieces([#"\lfloor "#, #" \rfloor"#]))

  package static func dtype(_ operand: DType) -> DType { operand }

  package init() {}

  /// None: it is flat, but for its steps.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { nil }
}
