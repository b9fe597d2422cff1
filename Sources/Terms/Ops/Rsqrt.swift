import CKernels

/// `1/√x`, element by element.
public struct Rsqrt: UnaryOp {
  public static let name = "rsqrt"
  public static let single: UnaryF32 = ks_rsqrt_f32
  public static let double: UnaryF64 = ks_rsqrt_f64
  public static let code = ElementCode(
    "rsqrt", numpy: .define("1 / np.sqrt(x)"), loop: .define("1 / $sqrt(x)"),
    latex: .pieces([#"\frac{1}{\sqrt{"#, "}}"]))

  public init() {}
}
