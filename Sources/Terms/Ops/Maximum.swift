import CKernels

/// The greater of two elements; NaN if either is.
public struct Maximum: BinaryOp {
  public static let spelling = BinarySpelling.function("maximum")
  public static let single: BinaryF32 = ks_max_f32
  public static let double: BinaryF64 = ks_max_f64
  public static let code = ElementCode(
    "maximum", numpy: .call("np.maximum"), loop: .define("x >= y || x != x ? x : y"),
    latex: .call(#"\max"#))

  public init() {}
}
