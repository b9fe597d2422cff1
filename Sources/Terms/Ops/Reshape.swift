import Tensors

/// `reshape(a, shape)`: the same elements in row-major order in another shape; −1 is worked out.
package struct Reshape: Op {
  package let dims: [Int]

  package init(_ dims: [Int]) { self.dims = dims }

  /// The shape for a number of elements.
  package func shape(for count: Int) throws(Misfit) -> Shape {
    let unknown = dims.filter { $0 == -1 }.count
    let known = Shape(dims.filter { $0 != -1 })
    let misfit = Misfit(
      "\(count) elements do not fill \(Shape(dims))",
      hint: "the product of the lengths must be \(count)")
    guard unknown <= 1, let product = known.checkedCount else { throw misfit }
    if unknown == 0 {
      guard product == count else { throw misfit }
      return known
    }
    guard product > 0, count % product == 0 else { throw misfit }
    return Shape(dims.map { $0 == -1 ? count / product : $0 })
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    return TensorType(try shape(for: operands[0].shape.count), operands[0].dtype)
  }

  package func takesText(_ operand: Int) -> Bool { true }

  package func kernel(for signature: Signature) -> Kernel {
    let bytes = signature.count * signature.scalar.byteSize
    return { $1.copyMemory(from: $0[0], byteCount: bytes) }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .copy(Derivation.Source(0, element))
  }

  /// g in the operand's shape.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [g(Reshape(operands[0].shape.dims))]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    let list = dims.map(String.init).joined(separator: ", ")
    return .call("np.reshape", operands, [dims.count == 1 ? "(\(list),)" : "(\(list))"])
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let list = dims.map(String.init).joined(separator: #" \times "#)
    return .call(#"\operatorname{reshape}_{\#(list)}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .sameOrder }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let list = dims.map(String.init).joined(separator: ", ")
    return .call("reshape", operands, [dims.count == 1 ? "(\(list),)" : "(\(list))"])
  }
}

extension Reshape: CalledOp {
  package static var calls: [Function] {
    [
      .of("reshape", options: ["shape"], spread: true) { terms, options throws(Misfit) in
        guard let dims = try options.integers("shape") else { throw Misfit("shape is missing") }
        return .apply(Reshape(dims), terms)
      }
    ]
  }
}
