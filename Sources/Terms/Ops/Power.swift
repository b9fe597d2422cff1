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

  /// `g·b·a^(b − 1)` and `g·y·ln a`, which is 0 where a is not above 0.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    let logarithm = Term.select(.apply(Greater(), [a, 0]), a(Log()), 0)
    return (g * (b * .apply(Power(), [a, b - 1])), g * (y * logarithm))
  }
}
