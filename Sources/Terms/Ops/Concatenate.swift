import Tensors

/// `concatenate([a, b], axis)`: arrays one behind the other along an axis.
package struct Concatenate: Op {
  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    guard let first = operands.first else { throw Misfit("nothing to concatenate") }
    guard let axis = first.shape.axis(axis) else {
      throw Misfit("\(first.shape) has no axis \(axis)")
    }
    var length = 0
    var dtype = first.dtype
    for operand in operands {
      guard operand.shape.rank == first.shape.rank,
        operand.shape.removing(axis) == first.shape.removing(axis)
      else {
        throw Misfit("\(first.shape) and \(operand.shape) differ beside axis \(axis)")
      }
      length += operand.shape[axis]
      dtype = dtype.promoted(with: operand.dtype)
    }
    return TensorType(first.shape.replacing(axis, with: length), dtype)
  }

  package func takesText(_ operand: Int) -> Bool { true }

  package func kernel(for signature: Signature) -> Kernel {
    let axis = signature.result.shape.axis(axis) ?? 0
    let scalar = signature.scalar
    let blocks = signature.operands.map {
      (
        bytes: Shape(Array($0.shape.dims[axis...])).count * scalar.byteSize,
        isBatched: $0.isBatched, outer: Shape(Array($0.shape.dims[..<axis])).count
      )
    }
    let outer = Shape(Array(signature.result.shape.dims[..<axis])).count
    let rows = signature.rows
    return { operands, result in
      var target = result
      for row in 0..<rows {
        for index in 0..<outer {
          for (place, block) in blocks.enumerated() {
            let source = (block.isBatched ? row * block.outer : 0) + index
            target.copyMemory(from: operands[place] + source * block.bytes, byteCount: block.bytes)
            target += block.bytes
          }
        }
      }
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let axis = elements.result.shape.axis(axis) ?? 0
    var index = elements.result.shape.index(of: element)
    for (place, operand) in elements.operands.enumerated() {
      if let own = operand.shape.element(at: index) { return .copy(Derivation.Source(place, own)) }
      index[axis] -= operand.shape[axis]
    }
    return .copy(Derivation.Source(0, 0))
  }

  /// To every operand its own stretch of g.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let axis = result.shape.axis(axis) ?? 0
    var start = 0
    return operands.map { operand in
      var indices = [Slice.Index](repeating: .all, count: axis)
      indices.append(.range(start, start + operand.shape[axis], step: nil))
      start += operand.shape[axis]
      return g(Slice(indices))
    }
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    Formula("np.concatenate([\(operands.map(\.text).joined(separator: ", "))], axis=\(axis))")
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    Formula(#"\left[\#(operands.map(\.text).joined(separator: #",\; "#))\right]"#)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    .join(axis: types.first?.shape.axis(axis) ?? 0)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let list = operands.map(\.text).joined(separator: ", ")
    if style.alphabet == .unicode, axis == -1 { return Formula("[\(list)]") }
    return Formula("concatenate([\(list)], axis=\(axis))")
  }
}

extension Concatenate: CalledOp {
  package static var calls: [Function] {
    [
      .ofList("concatenate", options: ["axis"]) { terms, options throws(Misfit) in
        .apply(Concatenate(axis: try options.integer("axis") ?? 0), terms)
      }
    ]
  }
}
