import Tensors

/// `heads(W)`: the axis of heads brought to the front, so that a product is made head by head.
///
/// A kernel W (features, heads, width) → (heads, features, width), a bias b (heads, width) →
/// (heads, 1, width): x·heads(W) + heads(b) is (heads, T, width) for x (T, features).
package struct Heads: Op {
  package init() {}

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let shape = operands[0].shape
    switch shape.rank {
    case 2: return TensorType([shape[0], 1, shape[1]], operands[0].dtype)
    case 3: return TensorType([shape[1], shape[0], shape[2]], operands[0].dtype)
    default:
      throw Misfit(
        "\(shape) has no axis of heads",
        hint: "a kernel is (features, heads, width), a bias (heads, width)")
    }
  }

  package func kernel(for signature: Signature) -> Kernel {
    signature.operands[0].shape.rank == 3
      ? Permute([1, 0, 2]).kernel(for: signature)
      : Reshape(signature.result.shape.dims).kernel(for: signature)
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    guard elements.operands[0].shape.rank == 3 else {
      return .copy(Derivation.Source(0, element))
    }
    return try Permute([1, 0, 2]).derivation(of: element, from: elements)
  }

  /// g with the axis of heads where it was.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let shape = operands[0].shape
    return [shape.rank == 3 ? g(Permute([1, 0, 2])) : g(Reshape(shape.dims))]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    types.first?.shape.rank == 2
      ? Formula("\(operands[0].bracketed(below: .atom))[:, None, :]")
      : .call("np.transpose", operands, ["(1, 0, 2)"])
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{heads}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    types.first?.shape.rank == 2 ? .sameOrder : Permute([1, 0, 2]).loops(types)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call("heads", operands)
  }
}

extension Heads: CalledOp {
  package static var calls: [Function] {
    [.of("heads", ["W"]) { terms, _ in .apply(Heads(), terms) }]
  }
}
