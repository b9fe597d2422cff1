import CKernels

/// `eˣ`, element by element.
package struct Exp: UnaryOp {
  package static let name = "exp"
  package static let single: UnaryF32 = ks_exp_f32
  package static let double: UnaryF64 = ks_exp_f64
  package static let code = ElementCode(
    "exp", numpy: .call("np.exp"), loop: .call("$exp"),
    latex: .pieces(["e^{", "}"]))

  package init() {}

  /// `g·y`: its own slope.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g * y }
}
