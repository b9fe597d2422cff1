import CKernels

/// `aᵇ`, element by element.
package struct Power: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "**", symbol: "^", .power)
  package static let single: BinaryF32 = ks_pow_f32
  package static let double: BinaryF64 = ks_pow_f64
  package static let code = ElementCode(
    "power", numpy: .infix("**", .power), loop: .call("$pow"),
    latex: .pieces([#"\left("#, #"\right)^{"#, "}"]))

  package var lengthening: Lengthening { .always }

  package init() {}
}
