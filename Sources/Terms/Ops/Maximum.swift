import CKernels

/// The greater of two elements; NaN if either is.
package struct Maximum: BinaryOp {
  package static let spelling = BinarySpelling.function("maximum")
  package static let single: BinaryF32 = ks_max_f32
  package static let double: BinaryF64 = ks_max_f64
  package static let code = ElementCode(
    "maximum", numpy: .call("np.maximum"), loop: .define("x >= y || x != x ? x : y"),
    latex: .call(#"\max"#))

  package init() {}

  /// `g` to the greater, to a where they are equal.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (.select(.apply(GreaterEqual(), [a, b]), g, 0), .select(.apply(GreaterEqual(), [a, b]), 0, g))
  }
}
