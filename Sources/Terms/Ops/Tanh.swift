import CKernels

/// `tanh(x) = (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)`, element by element; between −1 and 1.
public struct Tanh: UnaryOp {
  public static let name = "tanh"
  public static let single: UnaryF32 = ks_tanh_f32
  public static let double: UnaryF64 = ks_tanh_f64
  public static let code = ElementCode(
    "tanh", numpy: .call("np.tanh"), loop: .call("$tanh"),
    latex: .call(#"\tanh"#))

  public init() {}
}
