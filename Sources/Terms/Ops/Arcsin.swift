import CKernels

/// `arcsin x`, element by element: the angle in −π/2…π/2 whose sine is x; NaN where |x| > 1.
package struct Arcsin: UnaryOp {
  package static let name = "arcsin"
  package static let single: UnaryF32 = ks_asin_f32
  package static let double: UnaryF64 = ks_asin_f64
  package static let code = ElementCode(
    "arcsin", numpy: .call("np.arcsin"), loop: .call("$asin"), latex: .call(#"\arcsin"#))

  package init() {}

  /// `g/√(1 − x²)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    g * (1 - x(Square()))(Rsqrt())
  }
}
