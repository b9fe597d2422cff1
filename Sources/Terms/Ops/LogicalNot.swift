import CKernels
import Tensors

/// True where the operand is not.
public struct LogicalNot: UnaryOp {
  public static let name = "not"
  public static let single: UnaryF32 = ks_logical_not_f32
  public static let double: UnaryF64 = ks_logical_not_f64
  public static let code = ElementCode(
    "logical_not", numpy: .call("np.logical_not"), loop: .define("x == 0 ? 1 : 0"),
    latex: .prefix(#"\lnot "#))

  public static func dtype(_ operand: DType) -> DType { .bool }

  public init() {}

  public func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let sign = style.alphabet == .ascii ? "not " : "¬"
    return Formula(sign + operands[0].bracketed(below: .not), .not)
  }
}
