import CKernels

/// `arccos x`, element by element: the angle in 0…π whose cosine is x; NaN where |x| > 1.
package struct Arccos: UnaryOp {
  package static let name = "arccos"
  package static let single: UnaryF32 = ks_acos_f32
  package static let double: UnaryF64 = ks_acos_f64
  package static let code = ElementCode(
    "arccos", numpy: .call("np.arccos"), loop: .call("$acos"), latex: .call(#"\arccos"#))

  package init() {}

  /// `−g/√(1 − x²)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    -(g * (1 - x(Square()))(Rsqrt()))
  }
}
