import CKernels

/// `eˣ − 1`, element by element, accurate around 0.
package struct Expm1: UnaryOp {
  package static let name = "expm1"
  package static let single: UnaryF32 = ks_expm1_f32
  package static let double: UnaryF64 = ks_expm1_f64
  package static let code = ElementCode(
    "expm1", numpy: .call("np.expm1"), loop: .call("$expm1"),
    latex: .call(#"\operatorname{expm1}"#))

  package init() {}

  /// `g·(y + 1)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g * (y + 1) }
}
