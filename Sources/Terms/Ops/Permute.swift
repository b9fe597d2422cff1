import Tensors

/// `transpose(a, order)`: the axes in another order; `aᵀ` for a matrix.
package struct Permute: Op {
  /// Axis `order[i]` of the operand becomes axis i; nil reverses all.
  package let order: [Int]?

  package init(_ order: [Int]? = nil) { self.order = order }

  /// The order that turns the last two axes round, which a slide writes as aᵀ too.
  package static func swappingLastTwo(_ rank: Int) -> [Int] {
    var order = Array(0..<max(rank, 2))
    order.swapAt(order.count - 1, order.count - 2)
    return order
  }

  private func axes(_ rank: Int) throws(Misfit) -> [Int] {
    let axes = order ?? Array((0..<rank).reversed())
    guard axes.sorted() == Array(0..<rank) else {
      throw Misfit("\(axes) is not an order of \(rank) axes")
    }
    return axes
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let shape = operands[0].shape
    return TensorType(Shape(try axes(shape.rank).map { shape[$0] }), operands[0].dtype)
  }

  package func takesText(_ operand: Int) -> Bool { true }

  package func kernel(for signature: Signature) -> Kernel {
    let source = signature.operands[0].shape
    let strides = source.strides
    let axes = (try? axes(source.rank)) ?? []
    let steps = [signature.operands[0].isBatched ? source.count : 0] + axes.map { strides[$0] }
    let shape = signature.fullResultShape.dims
    let scalar = signature.scalar
    if signature.count == 0 { return { _, _ in } }
    return { StridedCopy.run($0[0], shape, steps, to: $1, scalar) }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let source = elements.operands[0].shape
    var index = [Int](repeating: 0, count: source.rank)
    for (axis, place) in zip(try axes(source.rank), elements.result.shape.index(of: element)) {
      index[axis] = place
    }
    return .copy(Derivation.Source(0, source.element(at: index) ?? 0))
  }

  /// g with the axes where they were.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    guard let order else { return [g(self)] }
    var inverse = order
    for (place, axis) in order.enumerated() where order.indices.contains(axis) {
      inverse[axis] = place
    }
    return [g(Permute(inverse))]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    guard let order else { return Formula(operands[0].bracketed(below: .atom) + ".T") }
    return .call("np.transpose", operands, ["(\(order.map(String.init).joined(separator: ", ")))"])
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    guard let order, order.count <= 2 || order != Permute.swappingLastTwo(order.count) else {
      return operands[0].turned(#"^{\top}"#)
    }
    let list = order.map(String.init).joined(separator: ", ")
    return .call(#"\operatorname{transpose}_{\#(list)}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    guard let shape = types.first?.shape, let axes = try? axes(shape.rank) else {
      return .sameOrder
    }
    return .view(
      shape.dims.indices.map { .along(axis: axes.firstIndex(of: $0) ?? 0, start: 0, step: 1) })
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    guard let order else { return operands[0].transposed(style.alphabet == .ascii ? ".T" : "ᵀ") }
    if style.alphabet == .unicode, order.count > 2, order == Permute.swappingLastTwo(order.count) {
      return operands[0].transposed("ᵀ")
    }
    let list = order.map(String.init).joined(separator: ", ")
    return .call("transpose", operands, ["(\(list))"])
  }
}

extension Permute: CalledOp {
  package static var calls: [Function] {
    [
      .of("transpose", options: ["axes"], spread: true) { terms, options throws(Misfit) in
        .apply(Permute(try options.integers("axes")), terms)
      }
    ]
  }
}
