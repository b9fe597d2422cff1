import CKernels
import Tensors

/// True where two elements are equal.
package struct Equal: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "==", symbol: "==", .comparison)
  package static let single: BinaryF32 = ks_equal_f32
  package static let double: BinaryF64 = ks_equal_f64
  package static let code = ElementCode(
    "equal", numpy: .infix("==", .comparison), loop: .define("x == y ? 1 : 0"),
    latex: .infix("=", .comparison))

  package static func dtype(_ left: DType, _ right: DType) -> DType { .bool }

  package init() {}

  package func takesText(_ operand: Int) -> Bool { true }

  /// None: a truth value has no slope.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (nil, nil)
  }
}
