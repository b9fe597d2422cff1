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
}
