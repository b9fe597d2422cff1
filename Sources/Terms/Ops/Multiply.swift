import CKernels

/// `a ⊙ b`, element by element.
package struct Multiply: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "*", symbol: "⊙", .product)
  package static let single: BinaryF32 = ks_mul_f32
  package static let double: BinaryF64 = ks_mul_f64
  package static let code = ElementCode(
    "multiply", numpy: .infix("*", .product), loop: .infix("*", .product),
    latex: .infix(#"\odot"#, .product))

  package static func derivation(
    _ left: Derivation.Source, _ right: Derivation.Source
  ) -> Derivation {
    .sum([Derivation.Product([left, right])])
  }

  /// `0.5 x` with a number, `a ⊙ b` otherwise.
  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let sign = operands[0].isNumber ? #"\,"# : #"\odot"#
    return .infix(operands[0], sign, operands[1], .product)
  }

  package var lengthening: Lengthening { .always }

  package init() {}

  /// `g·b` and `g·a`.
  package static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?) {
    (g * b, g * a)
  }
}
