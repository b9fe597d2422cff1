import CKernels

/// `aᵇ`, element by element.
public struct Power: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "**", symbol: "^", .power)
  public static let single: BinaryF32 = ks_pow_f32
  public static let double: BinaryF64 = ks_pow_f64
  public static let code = ElementCode(
    "power", numpy: .infix("**", .power), loop: .call("$pow"),
    latex: .pieces([#"\left("#, #"\right)^{"#, "}"]))

  public var lengthening: Lengthening { .always }

  public init() {}
}
