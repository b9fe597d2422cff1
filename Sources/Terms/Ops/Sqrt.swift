import CKernels

/// `√x`, element by element; NaN below 0.
public struct Sqrt: UnaryOp {
  public static let name = "sqrt"
  public static let symbol = "√"
  public static let single: UnaryF32 = ks_sqrt_f32
  public static let double: UnaryF64 = ks_sqrt_f64
  public static let code = ElementCode(
    "sqrt", numpy: .call("np.sqrt"), loop: .call("$sqrt"),
    latex: .pieces([#"\sqrt{"#, "}"]))

  public init() {}
}
