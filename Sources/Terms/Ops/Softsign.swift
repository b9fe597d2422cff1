import CKernels

/// `softsign(x) = x/(1 + |x|)`, element by element.
package struct Softsign: UnaryOp {
  package static let name = "softsign"
  package static let single: UnaryF32 = ks_softsign_f32
  package static let double: UnaryF64 = ks_softsign_f64
  package static let code = ElementCode(
    "softsign", numpy: .define("x / (1 + np.abs(x))"), loop: .define("x / (1 + $fabs(x))"),
    latex: .call(#"\operatorname{softsign}"#))

  package init() {}

  /// `g/(1 + |x|)²`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    g / (1 + x(Abs()))(Square())
  }
}
