import CKernels

/// `1/√x`, element by element.
package struct Rsqrt: UnaryOp {
  package static let name = "rsqrt"
  package static let single: UnaryF32 = ks_rsqrt_f32
  package static let double: UnaryF64 = ks_rsqrt_f64
  package static let code = ElementCode(
    "rsqrt", numpy: .define("1 / np.sqrt(x)"), loop: .define("1 / $sqrt(x)"),
    latex: .pieces([#"\frac{1}{\sqrt{"#, "}}"]))

  package init() {}

  /// `−½·g·y³`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    g * (-0.5 * (y(Square()) * y))
  }
}
