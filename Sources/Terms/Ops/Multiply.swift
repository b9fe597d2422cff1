import CKernels

/// `a ⊙ b`, element by element.
public struct Multiply: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "*", symbol: "⊙", .product)
  public static let single: BinaryF32 = ks_mul_f32
  public static let double: BinaryF64 = ks_mul_f64
  public static let code = ElementCode(
    "multiply", numpy: .infix("*", .product), loop: .infix("*", .product),
    latex: .infix(#"\odot"#, .product))

  public static func derivation(
    _ left: Derivation.Source, _ right: Derivation.Source
  ) -> Derivation {
    .sum([Derivation.Product([left, right])])
  }

  /// `0.5 x` with a number, `a ⊙ b` otherwise.
  public func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let sign = operands[0].isNumber ? #"\,"# : #"\odot"#
    return .infix(operands[0], sign, operands[1], .product)
  }

  public var lengthening: Lengthening { .always }

  public init() {}
}
