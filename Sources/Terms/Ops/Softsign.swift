import CKernels

/// `softsign(x) = x/(1 + |x|)`, element by element.
public struct Softsign: UnaryOp {
  public static let name = "softsign"
  public static let single: UnaryF32 = ks_softsign_f32
  public static let double: UnaryF64 = ks_softsign_f64
  public static let code = ElementCode(
    "softsign", numpy: .define("x / (1 + np.abs(x))"), loop: .define("x / (1 + $fabs(x))"),
    latex: .call(#"\operatorname{softsign}"#))

  public init() {}
}
