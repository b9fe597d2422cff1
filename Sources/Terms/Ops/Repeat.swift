import Tensors

/// `repeat_vector(a, n)`: n copies of an array along a new first axis, as Keras' layer has it;
/// NumPy's `repeat` goes along an axis that is there.
package struct Repeat: Op {
  package let count: Int

  package init(_ count: Int) { self.count = count }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    guard count >= 0 else { throw Misfit("cannot repeat \(count) times") }
    let shape = operands[0].shape.inserting(count, at: 0)
    guard shape.checkedCount != nil else { throw Misfit("\(shape) is too large") }
    return TensorType(shape, operands[0].dtype)
  }

  package func takesText(_ operand: Int) -> Bool { true }

  package func kernel(for signature: Signature) -> Kernel {
    let source = signature.operands[0].shape
    let steps =
      [signature.operands[0].isBatched ? source.count : 0, 0] + source.strides
    let shape = signature.fullResultShape.dims
    let scalar = signature.scalar
    if signature.count == 0 { return { _, _ in } }
    return { StridedCopy.run($0[0], shape, steps, to: $1, scalar) }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .copy(Derivation.Source(0, element % max(elements.operands[0].shape.count, 1)))
  }

  /// The sum over the copies.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [g(Reduce(.sum, axes: [0]))]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    Formula("np.repeat(\(operands[0].bracketed(below: .atom))[np.newaxis], \(count), axis=0)")
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{repeat}"#, operands, ["\(count)"])
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    .view(
      (types.first?.shape.dims.indices ?? 0..<0).map { .along(axis: $0 + 1, start: 0, step: 1) })
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call("repeat_vector", operands, ["\(count)"])
  }
}

extension Repeat: CalledOp {
  package static var calls: [Function] {
    [
      .of("repeat_vector", options: ["n"]) { terms, options throws(Misfit) in
        guard let count = try options.integer("n") else { throw Misfit("n is missing") }
        return .apply(Repeat(count), terms)
      }
    ]
  }
}
