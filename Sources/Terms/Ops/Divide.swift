import CKernels
import Tensors

/// `a / b`, element by element.
public struct Divide: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "/", symbol: "/", .product)
  public static let single: BinaryF32 = ks_div_f32
  public static let double: BinaryF64 = ks_div_f64
  public static let code = ElementCode(
    "divide", numpy: .infix("/", .product), loop: .infix("/", .product),
    latex: .pieces([#"\frac{"#, "}{", "}"]))

  public static func dtype(_ left: DType, _ right: DType) -> DType {
    let promoted = left.promoted(with: right)
    return promoted.isFloat ? promoted : .float32
  }

  public init() {}
}
