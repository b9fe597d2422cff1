import CKernels

/// `tanh(x) = (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)`, element by element; between −1 and 1.
package struct Tanh: UnaryOp {
  package static let name = "tanh"
  package static let single: UnaryF32 = ks_tanh_f32
  package static let double: UnaryF64 = ks_tanh_f64
  package static let code = ElementCode(
    "tanh", numpy: .call("np.tanh"), loop: .call("$tanh"),
    latex: .call(#"\tanh"#))

  package init() {}

  /// `g·(1 − y²)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g * (1 - y(Square())) }
}
