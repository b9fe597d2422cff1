import CKernels
import Tensors

/// `relu(x) = max(x, 0)`, element by element; NaN stays.
public struct Relu: UnaryOp {
  public static let name = "relu"
  public static let single: UnaryF32 = ks_relu_f32
  public static let double: UnaryF64 = ks_relu_f64

  public static func dtype(_ operand: DType) -> DType { operand }

  public init() {}
}
