import CKernels
import Tensors

/// `|x|`, element by element.
public struct Abs: UnaryOp {
  public static let name = "abs"
  public static let single: UnaryF32 = ks_abs_f32
  public static let double: UnaryF64 = ks_abs_f64
  public static let code = ElementCode(
    "abs", numpy: .call("np.abs"), loop: .call("$fabs"),
    latex: .pieces([#"\lvert "#, #" \rvert"#]))

  public static func dtype(_ operand: DType) -> DType { operand }

  public init() {}
}
