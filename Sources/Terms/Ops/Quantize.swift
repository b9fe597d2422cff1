import CKernels
import Tensors

/// `quantize(x, s)`: the whole number next to x·s, in −127…127, which 8 bits hold; here a float all the same.
package struct Quantize: BinaryOp {
  package static let spelling = BinarySpelling.function("quantize")
  package static let single: BinaryF32 = ks_quantize_f32
  package static let double: BinaryF64 = ks_quantize_f64
  package static let code = ElementCode(
    "quantize", numpy: .define("np.clip(np.round(x * y), -127, 127)"),
    loop: .define("t = $rint(x * y)\nt < -127 ? -127 : t > 127 ? 127 : t"),
    latex: .call(#"\operatorname{quantize}"#))

  package static func dtype(_ left: DType, _ right: DType) -> DType {
    let both = left.promoted(with: right)
    return both.isFloat ? both : .float32
  }

  package init() {}

  /// `g·s`, as if nothing were rounded; the scale has no slope.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (g * b, nil)
  }
}
