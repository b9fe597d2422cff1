import CKernels

/// The nearest number of 8 bits, of which 4 are an exponent and 3 follow the point (E4M3), halves to even; what is beyond
/// the greatest, 448, becomes it. It is kept as a float all the same.
package struct Float8: UnaryOp {
  package static let name = "float8"
  package static let single: UnaryF32 = ks_float8_f32
  package static let double: UnaryF64 = ks_float8_f64
  package static let code = ElementCode(
    "float8",
    numpy: .define(
      """
      s = np.ldexp(real(1), np.maximum(np.frexp(x)[1], -5) - 4)
      np.clip(np.rint(x / s) * s, -448, 448)
      """),
    loop: .define(
      """
      m = $fabs(x)
      a = m >= 4 ? 0.5 : 0.001953125
      b = m >= 128 * a ? 16 * a : a
      c = m >= 32 * b ? 4 * b : b
      s = m >= 16 * c ? 2 * c : c
      t = $rint(x / s) * s
      t > 448 ? 448 : t < -448 ? -448 : t
      """),
    latex: .call(#"\operatorname{float8}"#))

  package init() {}

  /// `g`, as if nothing were rounded.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g }
}
