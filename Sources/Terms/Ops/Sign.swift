import CKernels
import Tensors

/// −1, 0 or 1 for each element; NaN for NaN.
public struct Sign: UnaryOp {
  public static let name = "sign"
  public static let single: UnaryF32 = ks_sign_f32
  public static let double: UnaryF64 = ks_sign_f64
  public static let code = ElementCode(
    "sign", numpy: .call("np.sign"), loop: .define("x > 0 ? 1 : x < 0 ? -1 : x"),
    latex: .call(#"\operatorname{sign}"#))

  public static func dtype(_ operand: DType) -> DType { operand }

  public init() {}
}
