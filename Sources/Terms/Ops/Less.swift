import CKernels
import Tensors

/// True where a < b.
public struct Less: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "<", symbol: "<", .comparison)
  public static let single: BinaryF32 = ks_less_f32
  public static let double: BinaryF64 = ks_less_f64
  public static let code = ElementCode(
    "less", numpy: .infix("<", .comparison), loop: .define("x < y ? 1 : 0"),
    latex: .infix("<", .comparison))

  public static func dtype(_ left: DType, _ right: DType) -> DType { .bool }

  public init() {}
}
