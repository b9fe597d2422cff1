import CKernels
import Tensors

/// `relu(x) = max(x, 0)`, element by element; NaN stays.
package struct Relu: UnaryOp {
  package static let name = "relu"
  package static let single: UnaryF32 = ks_relu_f32
  package static let double: UnaryF64 = ks_relu_f64
  package static let code = ElementCode(
    "relu", numpy: .define("np.maximum(x, 0)"), loop: .define("x <= 0 ? 0 : x"),
    latex: .call(#"\operatorname{relu}"#))

  package static func dtype(_ operand: DType) -> DType { operand }

  package init() {}

  /// `g` above 0, 0 elsewhere, at 0 too.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    g * .apply(Greater(), [x, 0])
  }
}
