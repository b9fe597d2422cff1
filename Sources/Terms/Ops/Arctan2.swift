import CKernels
import Tensors

/// `arctan2(a, b)`: the angle in −π…π of the point with height a and breadth b.
package struct Arctan2: BinaryOp {
  package static let spelling = BinarySpelling.function("arctan2")
  package static let single: BinaryF32 = ks_atan2_f32
  package static let double: BinaryF64 = ks_atan2_f64
  package static let code = ElementCode(
    "arctan2", numpy: .call("np.arctan2"), loop: .call("$atan2"),
    latex: .call(#"\operatorname{arctan2}"#))

  package static func dtype(_ left: DType, _ right: DType) -> DType {
    let both = left.promoted(with: right)
    return both.isFloat ? both : .float32
  }

  package init() {}

  /// `g·b/(a² + b²)` and `−g·a/(a² + b²)`.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    let square = a(Square()) + b(Square())
    return (g * b / square, -(g * a / square))
  }
}
