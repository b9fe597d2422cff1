import CKernels
import Tensors

/// `x²`, element by element.
public struct Square: UnaryOp {
  public static let name = "square"
  public static let single: UnaryF32 = ks_square_f32
  public static let double: UnaryF64 = ks_square_f64
  public static let code = ElementCode(
    "square", numpy: .call("np.square"), loop: .define("x * x"),
    latex: .pieces([#"\left("#, #"\right)^{2}"#]))

  public static func dtype(_ operand: DType) -> DType { operand }

  public var lengthening: Lengthening { .always }

  public init() {}
}
