import CKernels
import Tensors

/// True where an element is NaN.
package struct IsNaN: UnaryOp {
  package static let name = "isnan"
  package static let single: UnaryF32 = ks_isnan_f32
  package static let double: UnaryF64 = ks_isnan_f64
  package static let code = ElementCode(
    "is_nan", numpy: .call("np.isnan"), loop: .define("x != x ? 1 : 0"),
    latex: .call(#"\operatorname{isnan}"#))

  package static func dtype(_ operand: DType) -> DType { .bool }

  package init() {}

  /// None: a truth value has no slope.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { nil }
}
