import CKernels

/// The smaller of two elements; NaN if either is.
public struct Minimum: BinaryOp {
  public static let spelling = BinarySpelling.function("minimum")
  public static let single: BinaryF32 = ks_min_f32
  public static let double: BinaryF64 = ks_min_f64
  public static let code = ElementCode(
    "minimum", numpy: .call("np.minimum"), loop: .define("x <= y || x != x ? x : y"),
    latex: .call(#"\min"#))

  public init() {}
}
