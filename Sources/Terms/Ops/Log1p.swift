import CKernels

/// `ln(1 + x)`, element by element, accurate around 0.
package struct Log1p: UnaryOp {
  package static let name = "log1p"
  package static let single: UnaryF32 = ks_log1p_f32
  package static let double: UnaryF64 = ks_log1p_f64
  package static let code = ElementCode(
    "log1p", numpy: .call("np.log1p"), loop: .call("$log1p"),
    latex: .call(#"\operatorname{log1p}"#))

  package init() {}

  /// `g/(1 + x)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g / (1 + x) }
}
