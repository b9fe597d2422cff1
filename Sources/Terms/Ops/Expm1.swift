import CKernels

/// `eˣ − 1`, element by element, accurate around 0.
public struct Expm1: UnaryOp {
  public static let name = "expm1"
  public static let single: UnaryF32 = ks_expm1_f32
  public static let double: UnaryF64 = ks_expm1_f64
  public static let code = ElementCode(
    "expm1", numpy: .call("np.expm1"), loop: .call("$expm1"),
    latex: .call(#"\operatorname{expm1}"#))

  public init() {}
}
