import CKernels

/// `ln x`, element by element; −∞ for 0, NaN below.
package struct Log: UnaryOp {
  package static let name = "log"
  package static let symbol = "ln"
  package static let single: UnaryF32 = ks_log_f32
  package static let double: UnaryF64 = ks_log_f64
  package static let code = ElementCode(
    "log", numpy: .call("np.log"), loop: .call("$log"),
    latex: .call(#"\ln"#))

  package init() {}

  /// `g/x`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g / x }
}
