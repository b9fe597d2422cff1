import CKernels
import Tensors

/// `relu(x) = max(x, 0)`, element by element; NaN stays.
public struct Relu: UnaryOp {
  public static let name = "relu"
  public static let single: UnaryF32 = ks_relu_f32
  public static let double: UnaryF64 = ks_relu_f64
  public static let code = ElementCode(
    "relu", numpy: .define("np.maximum(x, 0)"), loop: .define("x <= 0 ? 0 : x"),
    latex: .call(#"\operatorname{relu}"#))

  public static func dtype(_ operand: DType) -> DType { operand }

  public init() {}
}
