import CKernels
import Tensors

/// True where a ≥ b.
package struct GreaterEqual: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: ">=", symbol: "≥", .comparison)
  package static let single: BinaryF32 = ks_greater_equal_f32
  package static let double: BinaryF64 = ks_greater_equal_f64
  package static let code = ElementCode(
    "greater_equal", numpy: .infix(">=", .comparison), loop: .define("x >= y ? 1 : 0"),
    latex: .infix(#"\geq"#, .comparison))

  package static func dtype(_ left: DType, _ right: DType) -> DType { .bool }

  package init() {}

  /// None: a truth value has no slope.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (nil, nil)
  }
}
