import CKernels
import Tensors

/// The least integer ≥ x, element by element.
public struct Ceil: UnaryOp {
  public static let name = "ceil"
  public static let single: UnaryF32 = ks_ceil_f32
  public static let double: UnaryF64 = ks_ceil_f64
  public static let code = ElementCode(
    "ceil", numpy: .call("np.ceil"), loop: .call("$ceil"),
    latex: .pieces([#"\lceil "#, #" \rceil"#]))

  public static func dtype(_ operand: DType) -> DType { operand }

  public init() {}
}
