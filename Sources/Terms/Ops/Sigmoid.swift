import CKernels

/// `σ(x) = 1/(1 + e⁻ˣ)`, element by element; between 0 and 1.
public struct Sigmoid: UnaryOp {
  public static let name = "sigmoid"
  public static let symbol = "σ"
  public static let single: UnaryF32 = ks_sigmoid_f32
  public static let double: UnaryF64 = ks_sigmoid_f64
  public static let code = ElementCode(
    "sigmoid", numpy: .define("1 / (1 + np.exp(-x))"), loop: .define("1 / (1 + $exp(-x))"),
    latex: .call(#"\sigma"#))

  public init() {}
}
