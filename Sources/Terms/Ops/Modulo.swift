import CKernels

/// `a − b·⌊a/b⌋`, with the sign of b.
public struct Modulo: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "%", symbol: "mod", .product)
  public static let single: BinaryF32 = ks_mod_f32
  public static let double: BinaryF64 = ks_mod_f64
  public static let code = ElementCode(
    "modulo", numpy: .infix("%", .product),
    loop: .define(
      "$fmod(x, y) != 0 && ($fmod(x, y) < 0) != (y < 0) ? $fmod(x, y) + y : $fmod(x, y)"),
    latex: .infix(#"\bmod"#, .product))

  public init() {}
}
