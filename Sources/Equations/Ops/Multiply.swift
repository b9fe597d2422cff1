import CKernels
import Tensors

/// `a ⊙ b`, element by element.
public struct Multiply: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "*", symbol: "⊙", .product)
  public static let single: BinaryF32 = ks_mul_f32
  public static let double: BinaryF64 = ks_mul_f64

  public static func derivation(
    _ left: Derivation.Source, _ right: Derivation.Source
  ) -> Derivation {
    .sum([Derivation.Product([left, right])])
  }

  public init() {}
}
