import CKernels

/// `softplus(x) = ln(1 + eˣ)`, element by element.
public struct Softplus: UnaryOp {
  public static let name = "softplus"
  public static let single: UnaryF32 = ks_softplus_f32
  public static let double: UnaryF64 = ks_softplus_f64
  public static let code = ElementCode(
    "softplus", numpy: .define("np.logaddexp(x, 0)"),
    loop: .define("$log1p($exp(-$fabs(x))) + (x > 0 ? x : 0)"),
    latex: .call(#"\operatorname{softplus}"#))

  public init() {}
}
