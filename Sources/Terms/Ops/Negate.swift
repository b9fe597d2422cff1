import CKernels
import Tensors

/// `−x`, element by element.
public struct Negate: UnaryOp {
  public static let name = "negative"
  public static let single: UnaryF32 = ks_neg_f32
  public static let double: UnaryF64 = ks_neg_f64
  public static let code = ElementCode(
    "negative", numpy: .prefix("-"), loop: .prefix("-"),
    latex: .prefix("-"))

  public static func dtype(_ operand: DType) -> DType { operand.counting }

  public var lengthening: Lengthening { .inWideFormats }

  public init() {}

  public func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .sum([Derivation.Product([Derivation.Source(0, element)], isNegative: true)])
  }

  public func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let sign = style.alphabet == .ascii ? "-" : "−"
    // −2 is a number; the negation of the number 2 is −(2).
    if operands[0].isNumber { return Formula("\(sign)(\(operands[0].text))", .sign) }
    return Formula(sign + operands[0].bracketed(below: .sign), .sign)
  }
}
