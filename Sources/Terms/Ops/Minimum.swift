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
}
