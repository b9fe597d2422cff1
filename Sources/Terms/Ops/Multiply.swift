import CKernels
import Tensors

/// `a ⊙ b`, element by element; of whole numbers of 32 bits the lowest 32 bits, as a processor gives them.
package struct Multiply: BinaryOp {
  package static let spelling = BinarySpelling.infix(ascii: "*", symbol: "⊙", .product)
  package static let single: BinaryF32 = ks_mul_f32
  package static let double: BinaryF64 = ks_mul_f64
  package static let code = ElementCode(
    "multiply", numpy: .infix("*", .product), loop: .infix("*", .product),
    latex: .infix(#"\odot"#, .product))

  package static func wide(_ result: DType) -> BinaryF64 {
    switch result {
    case .int32: ks_mul_int32_f64
    case .uint32: ks_mul_uint32_f64
    default: ks_mul_f64
    }
  }

  package static func written(_ types: [TensorType]) -> ElementCode {
    guard types.count == 2 else { return code }
    return LowBits(types[0].dtype.promoted(with: types[1].dtype))?.code ?? code
  }

  package static func derivation(
    _ left: Derivation.Source, _ right: Derivation.Source
  ) -> Derivation {
    .sum([Derivation.Product([left, right])])
  }

  /// What started again at the other end is no longer the product.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let left = elements.broadcast(0, to: element)
    let right = elements.broadcast(1, to: element)
    let isHeld =
      try LowBits(elements.result.dtype)?
      .holds(elements.number(left) * elements.number(right)) ?? true
    return isHeld ? Self.derivation(left, right) : .function([left, right])
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
