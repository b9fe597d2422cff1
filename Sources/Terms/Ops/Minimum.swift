import CKernels

/// The smaller of two elements; NaN if either is.
package struct Minimum: BinaryOp {
  package static let spelling = BinarySpelling.function("minimum")
  package static let single: BinaryF32 = ks_min_f32
  package static let double: BinaryF64 = ks_min_f64
  package static let code = ElementCode(
    "minimum", numpy: .call("np.minimum"), loop: .define("x <= y || x != x ? x : y"),
    latex: .call(#"\min"#))

  package init() {}

  /// `g` to the smaller, to a where they are equal.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (.select(.apply(LessEqual(), [a, b]), g, 0), .select(.apply(LessEqual(), [a, b]), 0, g))
  }
}
