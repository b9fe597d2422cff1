import CKernels
import Tensors

/// `x²`, element by element.
package struct Square: UnaryOp {
  package static let name = "square"
  package static let single: UnaryF32 = ks_square_f32
  package static let double: UnaryF64 = ks_square_f64
  package static let code = ElementCode(
    "square", numpy: .call("np.square"), loop: .define("x * x"),
    latex: .pieces([#"\left("#, #"\right)^{2}"#]))

  package static func dtype(_ operand: DType) -> DType { operand }

  package var lengthening: Lengthening { .always }

  package init() {}
}
