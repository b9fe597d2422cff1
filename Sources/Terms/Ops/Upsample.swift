import Tensors

/// `upsample(x, (2, 2))`: every place of an array (…places, channels) repeated along each axis.
package struct Upsample: Op {
  package let factors: [Int]

  package init(_ factors: [Int]) { self.factors = factors }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let shape = operands[0].shape
    guard factors.count == shape.rank - 1 else {
      throw Misfit("\(factors.count) factors for the \(max(shape.rank - 1, 0)) axes of places")
    }
    guard factors.allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
      throw Misfit("a factor is a whole number of 0 or more")
    }
    var places: [Int] = []
    for (length, factor) in zip(shape.dims, factors) {
      let (product, overflow) = length.multipliedReportingOverflow(by: factor)
      guard !overflow else { throw Misfit("\(length)·\(factor) places are too many") }
      places.append(product)
    }
    return TensorType(try Sliding.shape(places, shape.width), operands[0].dtype)
  }

  package func kernel(for signature: Signature) -> Kernel {
    let x = signature.operands[0]
    guard signature.count > 0 else { return { _, _ in } }
    let strides = x.shape.strides
    var shape = [signature.rows]
    var steps = [x.isBatched ? x.shape.count : 0]
    for (axis, factor) in factors.enumerated() {
      shape += [x.shape[axis], factor]
      steps += [strides[axis], 0]
    }
    shape.append(x.shape.width)
    steps.append(1)
    let scalar = signature.scalar
    return { StridedCopy.run($0[0], shape, steps, to: $1, scalar) }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let index = zip(elements.result.shape.index(of: element), factors + [1]).map { $0 / max($1, 1) }
    return .copy(Derivation.Source(0, elements.operands[0].shape.element(at: index) ?? 0))
  }

  /// The sum over the places that a place was repeated to.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let shape = operands[0].shape
    let blocks = zip(shape.dims, factors).flatMap { [$0, $1] } + [shape.width]
    return [
      g(Reshape(blocks))(Reduce(.sum, axes: factors.indices.map { 2 * $0 + 1 }))
    ]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    factors.enumerated().reduce(operands[0]) { known, axis in
      .call("np.repeat", [known], ["\(axis.element)", "axis=\(axis.offset)"])
    }
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{upsample}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .repeats(factors + [1]) }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let list = factors.map(String.init).joined(separator: ", ")
    return .call("upsample", operands, [factors.count == 1 ? list : "(\(list))"])
  }
}

extension Upsample: CalledOp {
  package static var calls: [Function] {
    [
      .of("upsample", options: ["size"]) { terms, options throws(Misfit) in
        guard let size = try options.integers("size") else {
          throw Misfit("size is missing", hint: "as in upsample(x, (2, 2))")
        }
        return .apply(Upsample(size), terms)
      }
    ]
  }
}
