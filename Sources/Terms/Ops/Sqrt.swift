import CKernels

/// `√x`, element by element; NaN below 0.
package struct Sqrt: UnaryOp {
  package static let name = "sqrt"
  package static let symbol = "√"
  package static let single: UnaryF32 = ks_sqrt_f32
  package static let double: UnaryF64 = ks_sqrt_f64
  package static let code = ElementCode(
    "sqrt", numpy: .call("np.sqrt"), loop: .call("$sqrt"),
    latex: .pieces([#"\sqrt{"#, "}"]))

  package init() {}

  /// `½·g/y`: infinite at 0.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { 0.5 * g / y }
}
