import CKernels
import Tensors

/// True where an element is NaN.
public struct IsNaN: UnaryOp {
  public static let name = "isnan"
  public static let single: UnaryF32 = ks_isnan_f32
  public static let double: UnaryF64 = ks_isnan_f64
  public static let code = ElementCode(
    "is_nan", numpy: .call("np.isnan"), loop: .define("x != x ? 1 : 0"),
    latex: .call(#"\operatorname{isnan}"#))

  public static func dtype(_ operand: DType) -> DType { .bool }

  public init() {}
}
