import CKernels

/// `cos x`, element by element.
package struct Cos: UnaryOp {
  package static let name = "cos"
  package static let single: UnaryF32 = ks_cos_f32
  package static let double: UnaryF64 = ks_cos_f64
  package static let code = ElementCode(
    "cos", numpy: .call("np.cos"), loop: .call("$cos"),
    latex: .call(#"\cos"#))

  package init() {}

  /// `−g·sin x`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { -(g * x(Sin())) }
}
