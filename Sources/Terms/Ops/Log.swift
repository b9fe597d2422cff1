import CKernels

/// `ln x`, element by element; −∞ for 0, NaN below.
public struct Log: UnaryOp {
  public static let name = "log"
  public static let symbol = "ln"
  public static let single: UnaryF32 = ks_log_f32
  public static let double: UnaryF64 = ks_log_f64
  public static let code = ElementCode(
    "log", numpy: .call("np.log"), loop: .call("$log"),
    latex: .call(#"\ln"#))

  public init() {}
}
