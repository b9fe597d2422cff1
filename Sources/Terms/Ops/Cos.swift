import CKernels

/// `cos x`, element by element.
public struct Cos: UnaryOp {
  public static let name = "cos"
  public static let single: UnaryF32 = ks_cos_f32
  public static let double: UnaryF64 = ks_cos_f64
  public static let code = ElementCode(
    "cos", numpy: .call("np.cos"), loop: .call("$cos"),
    latex: .call(#"\cos"#))

  public init() {}
}
