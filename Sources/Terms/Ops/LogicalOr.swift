import CKernels
import Tensors

/// True where either is.
package struct LogicalOr: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "or", symbol: "∨", .or)
  package static let single: BinaryF32 = ks_logical_or_f32
  package static let double: BinaryF64 = ks_logical_or_f64
  package static let code = ElementCode(
    "logical_or", numpy: .call("np.logical_or"), loop: .define("x != 0 || y != 0 ? 1 : 0"),
    latex: .infix(#"\lor"#, .or))

  package static func dtype(_ left: DType, _ right: DType) -> DType { .bool }

  package init() {}

  /// None: a truth value has no slope.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (nil, nil)
  }
}
