import CKernels

/// `sin x`, element by element.
package struct Sin: UnaryOp {
  package static let name = "sin"
  package static let single: UnaryF32 = ks_sin_f32
  package static let double: UnaryF64 = ks_sin_f64
  package static let code = ElementCode(
    "sin", numpy: .call("np.sin"), loop: .call("$sin"),
    latex: .call(#"\sin"#))

  package init() {}

  /// `g·cos x`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g * x(Cos()) }
}
