import Tensors

/// `flip(a, axis)`: the order along an axis turned round.
package struct Flip: Op {
  package let axis: Int

  package init(axis: Int = 0) { self.axis = axis }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    guard operands[0].shape.axis(axis) != nil else {
      throw Misfit("\(operands[0].shape) has no axis \(axis)")
    }
    return operands[0]
  }

  package func takesText(_ operand: Int) -> Bool { true }

  package func kernel(for signature: Signature) -> Kernel {
    let shape = signature.operands[0].shape
    guard let axis = shape.axis(axis) else { return { _, _ in } }
    var indices = [Slice.Index](repeating: .all, count: shape.rank)
    indices[axis] = .range(nil, nil, step: -1)
    return Slice(indices).kernel(for: signature)
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let shape = elements.result.shape
    let axis = shape.axis(axis) ?? 0
    var index = shape.index(of: element)
    index[axis] = shape[axis] - 1 - index[axis]
    return .copy(Derivation.Source(0, shape.element(at: index) ?? element))
  }

  /// g turned round again.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] { [g(self)] }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    .call("np.flip", operands, ["axis=\(axis)"])
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{flip}_{\#(axis)}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    guard let shape = types.first?.shape else { return .sameOrder }
    let flipped = shape.axis(axis)
    return .view(
      shape.dims.indices.map { index in
        index == flipped
          ? .along(axis: index, start: shape[index] - 1, step: -1)
          : .along(axis: index, start: 0, step: 1)
      })
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call("flip", operands, ["axis=\(axis)"])
  }
}

extension Flip: CalledOp {
  /// `flip(x, axis=0)`; of all axes without one.
  package static var calls: [Function] {
    [
      .of("flip", options: ["axis"]) { terms, options throws(Misfit) in
        let axes = try options.integers("axis") ?? Array(0..<terms[0].shape.rank)
        return axes.reduce(terms[0]) { $0(Flip(axis: $1)) }
      }
    ]
  }
}
