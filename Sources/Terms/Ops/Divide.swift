import CKernels
import Tensors

/// `a / b`, element by element.
package struct Divide: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "/", symbol: "/", .product)
  package static let single: BinaryF32 = ks_div_f32
  package static let double: BinaryF64 = ks_div_f64
  package static let code = ElementCode(
    "divide", numpy: .infix("/", .product), loop: .infix("/", .product),
    latex: .pieces([#"\frac{"#, "}{", "}"]))

  package static func dtype(_ left: DType, _ right: DType) -> DType {
    let promoted = left.promoted(with: right)
    return promoted.isFloat ? promoted : .float32
  }

  package init() {}

  /// `g/b` and `−g·y/b`.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (g / b, -(g * y / b))
  }
}
