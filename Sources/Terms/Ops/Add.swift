import CKernels
import Tensors

/// `a + b`, element by element.
package struct Add: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "+", symbol: "+", .sum)
  package static let single: BinaryF32 = ks_add_f32
  package static let double: BinaryF64 = ks_add_f64
  package static let code = ElementCode(
    "add", numpy: .infix("+", .sum), loop: .infix("+", .sum),
    latex: .infix("+", .sum))

  package static func dtype(_ left: DType, _ right: DType) -> DType {
    left.promoted(with: right).counting
  }

  package static func derivation(
    _ left: Derivation.Source, _ right: Derivation.Source
  ) -> Derivation {
    .sum([Derivation.Product([left]), Derivation.Product([right])])
  }

  package var lengthening: Lengthening { .inWideFormats }

  package init() {}

  /// `g` to both.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (g, g)
  }
}
