import CKernels
import Tensors

/// True where both are.
package struct LogicalAnd: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "and", symbol: "∧", .and)
  package static let single: BinaryF32 = ks_logical_and_f32
  package static let double: BinaryF64 = ks_logical_and_f64
  package static let code = ElementCode(
    "logical_and", numpy: .call("np.logical_and"), loop: .define("x != 0 && y != 0 ? 1 : 0"),
    latex: .infix(#"\land"#, .and))

  package static func dtype(_ left: DType, _ right: DType) -> DType { .bool }

  package init() {}

  /// None: a truth value has no slope.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (nil, nil)
  }
}
