import CKernels

/// The error function, `2/√π ∫₀ˣ e^(−t²) dt`, element by element.
public struct Erf: UnaryOp {
  public static let name = "erf"
  public static let single: UnaryF32 = ks_erf_f32
  public static let double: UnaryF64 = ks_erf_f64
  public static let code = ElementCode(
    "erf", numpy: .define("np.vectorize(math.erf, otypes=[real])(x)"), loop: .call("$erf"),
    latex: .call(#"\operatorname{erf}"#))

  public init() {}
}
