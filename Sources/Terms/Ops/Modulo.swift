import CKernels

/// `a − b·⌊a/b⌋`, with the sign of b.
package struct Modulo: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "%", symbol: "mod", .product)
  package static let single: BinaryF32 = ks_mod_f32
  package static let double: BinaryF64 = ks_mod_f64
  package static let code = ElementCode(
    "modulo", numpy: .infix("%", .product),
    loop: .define(
      "$fmod(x, y) != 0 && ($fmod(x, y) < 0) != (y < 0) ? $fmod(x, y) + y : $fmod(x, y)"),
    latex: .infix(#"\bmod"#, .product))

  package init() {}

  /// `g` and `−g·⌊a/b⌋`: it is `a − b·⌊a/b⌋`.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (g, -(g * (a / b)(Floor())))
  }
}
