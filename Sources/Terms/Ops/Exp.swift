import CKernels

/// `eˣ`, element by element.
public struct Exp: UnaryOp {
  public static let name = "exp"
  public static let single: UnaryF32 = ks_exp_f32
  public static let double: UnaryF64 = ks_exp_f64
  public static let code = ElementCode(
    "exp", numpy: .call("np.exp"), loop: .call("$exp"),
    latex: .pieces(["e^{", "}"]))

  public init() {}
}
