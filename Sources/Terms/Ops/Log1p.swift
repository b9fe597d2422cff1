import CKernels

/// `ln(1 + x)`, element by element, accurate around 0.
public struct Log1p: UnaryOp {
  public static let name = "log1p"
  public static let single: UnaryF32 = ks_log1p_f32
  public static let double: UnaryF64 = ks_log1p_f64
  public static let code = ElementCode(
    "log1p", numpy: .call("np.log1p"), loop: .call("$log1p"),
    latex: .call(#"\operatorname{log1p}"#))

  public init() {}
}
