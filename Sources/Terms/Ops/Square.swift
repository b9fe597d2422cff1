import CKernels
import Tensors

/// `x²`, element by element.
package struct Square: UnaryOp {
  package static let name = "square"
  package static let single: UnaryF32 = ks_square_f32
  package static let double: UnaryF64 = ks_square_f64
  package static let code = ElementCode(
    "square", numpy: .call("np.square"), loop: .define("x * x"),
    latex: .pieces([#"\left("#, #"\right)^{2}"#]))

  package static func dtype(_ operand: DType) -> DType { operand }

  package var lengthening: Lengthening { .always }

  package init() {}

  /// `2·x·g`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { 2 * x * g }

  /// `x²` on a slide.
  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    guard style.alphabet == .unicode else { return .call(Self.name, operands) }
    let base = operands[0].bracketed(below: .atom)
    return Formula((base.hasSuffix("²") ? "(\(base))" : base) + "²", .power)
  }
}
