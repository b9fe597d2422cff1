import CKernels

/// The error function, `2/√π ∫₀ˣ e^(−t²) dt`, element by element.
package struct Erf: UnaryOp {
  package static let name = "erf"
  package static let single: UnaryF32 = ks_erf_f32
  package static let double: UnaryF64 = ks_erf_f64
  package static let code = ElementCode(
    "erf", numpy: .define("np.vectorize(math.erf, otypes=[real])(x)"), loop: .call("$erf"),
    latex: .call(#"\operatorname{erf}"#))

  package init() {}

  /// `g·2/√π·e^(−x²)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    g * (1.1283791670955126 * (-x(Square()))(Exp()))
  }
}
