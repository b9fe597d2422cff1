import Tensors

/// `stop_gradient(x)`: x itself, past which no gradient comes.
package struct StopGradient: UnaryOp {
  package static let name = "stop_gradient"
  package static let single: UnaryF32 = { x, out, count in
    guard let x, let out else { return }
    out.update(from: x, count: count)
  }
  package static let double: UnaryF64 = { x, out, count in
    guard let x, let out else { return }
    out.update(from: x, count: count)
  }
  package static let code = ElementCode("stop_gradient", numpy: .same, loop: .same, latex: .same)

  package init() {}

  package static func dtype(_ operand: DType) -> DType { operand }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .copy(Derivation.Source(0, element))
  }

  /// None: that is what it is for.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { nil }
}
