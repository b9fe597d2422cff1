import CKernels
import Tensors

/// `a + b`, element by element.
public struct Add: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "+", symbol: "+", .sum)
  public static let single: BinaryF32 = ks_add_f32
  public static let double: BinaryF64 = ks_add_f64
  public static let code = ElementCode(
    "add", numpy: .infix("+", .sum), loop: .infix("+", .sum),
    latex: .infix("+", .sum))

  public static func dtype(_ left: DType, _ right: DType) -> DType {
    left.promoted(with: right).counting
  }

  public static func derivation(
    _ left: Derivation.Source, _ right: Derivation.Source
  ) -> Derivation {
    .sum([Derivation.Product([left]), Derivation.Product([right])])
  }

  public var lengthening: Lengthening { .inWideFormats }

  public init() {}
}
