import CKernels
import Tensors

/// True where both are.
public struct LogicalAnd: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "and", symbol: "∧", .and)
  public static let single: BinaryF32 = ks_logical_and_f32
  public static let double: BinaryF64 = ks_logical_and_f64
  public static let code = ElementCode(
    "logical_and", numpy: .call("np.logical_and"), loop: .define("x != 0 && y != 0 ? 1 : 0"),
    latex: .infix(#"\land"#, .and))

  public static func dtype(_ left: DType, _ right: DType) -> DType { .bool }

  public init() {}
}
