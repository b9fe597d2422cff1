import CKernels

/// `sin x`, element by element.
public struct Sin: UnaryOp {
  public static let name = "sin"
  public static let single: UnaryF32 = ks_sin_f32
  public static let double: UnaryF64 = ks_sin_f64
  public static let code = ElementCode(
    "sin", numpy: .call("np.sin"), loop: .call("$sin"),
    latex: .call(#"\sin"#))

  public init() {}
}
