import CKernels
import Tensors

/// True where either is.
public struct LogicalOr: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "or", symbol: "∨", .or)
  public static let single: BinaryF32 = ks_logical_or_f32
  public static let double: BinaryF64 = ks_logical_or_f64
  public static let code = ElementCode(
    "logical_or", numpy: .call("np.logical_or"), loop: .define("x != 0 || y != 0 ? 1 : 0"),
    latex: .infix(#"\lor"#, .or))

  public static func dtype(_ left: DType, _ right: DType) -> DType { .bool }

  public init() {}
}
