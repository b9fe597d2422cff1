import CKernels
import Tensors

/// The nearest integer, halves to even, element by element.
public struct Round: UnaryOp {
  public static let name = "round"
  public static let single: UnaryF32 = ks_round_f32
  public static let double: UnaryF64 = ks_round_f64
  public static let code = ElementCode(
    "nearest", numpy: .call("np.rint"), loop: .call("$rint"),
    latex: .call(#"\operatorname{round}"#))

  public static func dtype(_ operand: DType) -> DType { operand }

  public init() {}
}
