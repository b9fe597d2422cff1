import CKernels

/// `arctan x`, element by element: the angle in −π/2…π/2 whose tangent is x.
package struct Arctan: UnaryOp {
  package static let name = "arctan"
  package static let single: UnaryF32 = ks_atan_f32
  package static let double: UnaryF64 = ks_atan_f64
  package static let code = ElementCode(
    "arctan", numpy: .call("np.arctan"), loop: .call("$atan"), latex: .call(#"\arctan"#))

  package init() {}

  /// `g/(1 + x²)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g / (1 + x(Square())) }
}
