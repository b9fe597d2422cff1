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
}
