import Tensors

/// `broadcast_to(a, shape)`: the same numbers in all places of a larger shape, as NumPy spreads them.
package struct BroadcastTo: Op {
  package let dims: [Int]

  package init(_ dims: [Int]) { self.dims = dims }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let (shape, target) = (operands[0].shape, Shape(dims))
    guard target.checkedCount != nil else { throw Misfit("\(target) is too large") }
    guard shape.broadcast(with: target) == target else {
      throw Misfit("\(shape) cannot be spread over \(target)")
    }
    return TensorType(target, operands[0].dtype)
  }

  package func takesText(_ operand: Int) -> Bool { true }

  package func kernel(for signature: Signature) -> Kernel {
    let source = signature.operands[0].shape
    let strides = source.strides
    var steps = [signature.operands[0].isBatched ? source.count : 0]
    steps += [Int](repeating: 0, count: max(dims.count - source.rank, 0))
    steps += source.dims.indices.map { source[$0] == 1 ? 0 : strides[$0] }
    let shape = signature.fullResultShape.dims
    let scalar = signature.scalar
    if signature.count == 0 { return { _, _ in } }
    return { [steps] in StridedCopy.run($0[0], shape, steps, to: $1, scalar) }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .copy(elements.broadcast(0, to: element))
  }

  /// The sum over the axes that were spread.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [g.summed(from: result.shape, to: operands[0].shape)]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    text(operands, .typed, "np.broadcast_to")
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{spread}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    let own = types.first?.shape.dims ?? []
    let lead = dims.count - own.count
    return .view(
      own.enumerated().map { axis, length in
        length == 1 ? .at(0) : .along(axis: axis + lead, start: 0, step: 1)
      })
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    text(operands, style, "broadcast_to")
  }

  private func text(_ operands: [Formula], _ style: Formula.Style, _ name: String) -> Formula {
    let list = dims.map(String.init).joined(separator: ", ")
    return .call(name, operands, [dims.count == 1 ? "(\(list),)" : "(\(list))"])
  }
}

extension BroadcastTo: CalledOp {
  package static var calls: [Function] {
    [
      .of("broadcast_to", options: ["shape"], spread: true) { terms, options throws(Misfit) in
        guard let dims = try options.integers("shape") else { throw Misfit("shape is missing") }
        return .apply(BroadcastTo(dims), terms)
      }
    ]
  }
}
