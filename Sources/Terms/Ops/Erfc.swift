import CKernels

/// `1 − erf x`, element by element, also where erf is so near to 1 that the difference is lost.
package struct Erfc: UnaryOp {
  package static let name = "erfc"
  package static let single: UnaryF32 = ks_erfc_f32
  package static let double: UnaryF64 = ks_erfc_f64
  package static let code = ElementCode(
    "erfc", numpy: .define("np.vectorize(math.erfc, otypes=[real])(x)"), loop: .call("$erfc"),
    latex: .call(#"\operatorname{erfc}"#))

  package init() {}

  /// `−g·2/√π·e^(−x²)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    g * (-1.1283791670955126 * (-x(Square()))(Exp()))
  }
}
