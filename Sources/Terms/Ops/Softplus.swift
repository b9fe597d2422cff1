import CKernels

/// `softplus(x) = ln(1 + eˣ)`, element by element.
package struct Softplus: UnaryOp {
  package static let name = "softplus"
  package static let single: UnaryF32 = ks_softplus_f32
  package static let double: UnaryF64 = ks_softplus_f64
  package static let code = ElementCode(
    "softplus", numpy: .define("np.logaddexp(x, 0)"),
    loop: .define("$log1p($exp(-$fabs(x))) + (x > 0 ? x : 0)"),
    latex: .call(#"\operatorname{softplus}"#))

  package init() {}

  /// `g·σ(x)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g * x(Sigmoid()) }
}
