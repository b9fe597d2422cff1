import CKernels
import Tensors

/// The greatest integer ≤ x, element by element.
public struct Floor: UnaryOp {
  public static let name = "floor"
  public static let single: UnaryF32 = ks_floor_f32
  public static let double: UnaryF64 = ks_floor_f64
  public static let code = ElementCode(
    "floor", numpy: .call("np.floor"), loop: .call("$floor"),
    latex: .pieces([#"\lfloor "#, #" \rfloor"#]))

  public static func dtype(_ operand: DType) -> DType { operand }

  public init() {}
}
