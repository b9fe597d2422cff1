import Containers
import Tensors

/// `a·b`: the matrix product over the last axis of a and the last but one of b.
///
/// A vector counts as a row on the left and as a column on the right; leading axes broadcast.
package struct MatMul: CostlyOp {
  package init() {}

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let (a, b) = (operands[0].shape, operands[1].shape)
    guard a.rank > 0, b.rank > 0 else {
      throw Misfit("a matrix product needs vectors or matrices", hint: "scale with * instead")
    }
    let sides = Sides(a, b)
    guard sides.inner == sides.innerRight else {
      throw Misfit("\(sides.inner) ≠ \(sides.innerRight)")
    }
    guard max(sides.rows, sides.inner, sides.columns) <= MatrixProduct.longestSide else {
      throw Misfit("a side is longer than \(MatrixProduct.longestSide)")
    }
    guard let leading = sides.leadingLeft.broadcast(with: sides.leadingRight) else {
      throw Misfit("\(a) and \(b) have leading axes that do not fit together")
    }
    var dims = leading.dims
    if a.rank > 1 { dims.append(sides.rows) }
    if b.rank > 1 { dims.append(sides.columns) }
    return TensorType(Shape(dims), operands[0].dtype.promoted(with: operands[1].dtype))
  }

  package static var costlyPart: String { "the product" }
  package var isFasterForManyRows: Bool { true }
  package var lengthening: Lengthening { .always }

  package func cost(_ operands: [TensorType], _ result: TensorType) -> Double {
    Double(result.shape.count) * Double(operands[0].shape.width)
  }

  /// The lengths that a product of two shapes goes over.
  private struct Sides {
    let rows, inner, innerRight, columns: Int
    let leadingLeft, leadingRight: Shape

    init(_ a: Shape, _ b: Shape) {
      rows = a.rank > 1 ? a[a.rank - 2] : 1
      inner = a.width
      innerRight = b.rank > 1 ? b[b.rank - 2] : b[0]
      columns = b.rank > 1 ? b.width : 1
      leadingLeft = Shape(Array(a.dims.dropLast(2)))
      leadingRight = Shape(Array(b.dims.dropLast(2)))
    }
  }

  /// A product of truth values is true where one of the products is, as in NumPy.
  package func kernel(for signature: Signature) -> Kernel {
    let sums = sums(signature)
    guard signature.result.dtype == .bool else { return sums }
    let (count, scalar) = (signature.count, signature.scalar)
    return { operands, result in
      sums(operands, result)
      for index in 0..<count {
        switch scalar {
        case .single: result.f32[index] = min(result.f32[index], 1)
        case .double: result.f64[index] = min(result.f64[index], 1)
        }
      }
    }
  }

  private func sums(_ signature: Signature) -> Kernel {
    let sides = Sides(signature.operands[0].shape, signature.operands[1].shape)
    guard let rows = MatMul.rows(signature, sides) else { return perRow(signature, sides) }
    return product(signature.scalar, m: rows, k: sides.inner, n: sides.columns)
  }

  package func readsAtAnyAddress(_ operand: Int, of signature: Signature) -> Bool {
    let sides = Sides(signature.operands[0].shape, signature.operands[1].shape)
    guard operand == 1, let rows = MatMul.rows(signature, sides) else { return false }
    return MatrixProduct.readsMatrixAtAnyAddress(rows: rows)
  }

  /// The rows of all samples, where one matrix for all of them makes it one product; nil otherwise.
  private static func rows(_ signature: Signature, _ sides: Sides) -> Int? {
    let right = signature.operands[1]
    guard !right.isBatched, right.shape.rank <= 2 else { return nil }
    return sides.inner > 0
      ? signature.fullShape(0).count / sides.inner : signature.count / max(sides.columns, 1)
  }

  private func product(_ scalar: Scalar, m: Int, k: Int, n: Int) -> Kernel {
    switch scalar {
    case .single: { MatrixProduct.run($0[0].f32, $0[1], $1.f32, m: m, k: k, n: n) }
    case .double: { MatrixProduct.run($0[0].f64, $0[1], $1.f64, m: m, k: k, n: n) }
    }
  }

  /// A product for every row and every leading index.
  private func perRow(_ signature: Signature, _ sides: Sides) -> Kernel {
    let leading = sides.leadingLeft.broadcast(with: sides.leadingRight) ?? .scalar
    let outer = leading.inserting(signature.rows, at: 0)
    let left = MatMul.blocks(signature.operands[0], sides.leadingLeft, outer)
    let right = MatMul.blocks(signature.operands[1], sides.leadingRight, outer)
    let bytes = signature.scalar.byteSize
    let (m, k, n) = (sides.rows, sides.inner, sides.columns)
    let one = product(signature.scalar, m: m, k: k, n: n)
    let asks = isLong(signature)
    return { operands, result in
      for index in left.indices {
        if asks, Interruption.isWished() { return }
        let pair = [
          operands[0] + left[index] * m * k * bytes, operands[1] + right[index] * k * n * bytes,
        ]
        pair.withUnsafeBufferPointer { buffer in
          guard let start = buffer.baseAddress else { return }
          one(start, result + index * m * n * bytes)
        }
      }
    }
  }

  /// For each leading index of the result, the operand's matrix that belongs there.
  private static func blocks(
    _ operand: Signature.Operand, _ leading: Shape, _ outer: Shape
  ) -> [Int] {
    let own = leading.strides
    let offset = outer.rank - leading.rank
    return (0..<outer.count).map { flat in
      var rest = flat
      var block = 0
      for axis in outer.dims.indices.reversed() {
        let index = rest % outer[axis]
        rest /= outer[axis]
        if axis == 0 {
          block += operand.isBatched ? index * leading.count : 0
        } else if axis >= offset, leading[axis - offset] != 1 {
          block += index * own[axis - offset]
        }
      }
      return block
    }
  }

  /// `Σₖ a[i, k]·b[k, j]`.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let sides = Sides(elements.operands[0].shape, elements.operands[1].shape)
    let leading = sides.leadingLeft.broadcast(with: sides.leadingRight) ?? .scalar
    let (column, above) = (element % sides.columns, element / sides.columns)
    let (row, block) = (above % sides.rows, above / sides.rows)
    let left = sides.leadingLeft.element(broadcastTo: block, of: leading)
    let right = sides.leadingRight.element(broadcastTo: block, of: leading)
    return .series(
      (0..<sides.inner).map { inner in
        Derivation.Product([
          Derivation.Source(0, (left * sides.rows + row) * sides.inner + inner),
          Derivation.Source(1, (right * sides.inner + inner) * sides.columns + column),
        ])
      })
  }

  /// `g·bᵀ` and `aᵀ·g`, summed over the leading axes that an operand does not have.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let (a, b) = (operands[0], operands[1])
    switch (a.shape.rank, b.shape.rank) {
    case (1, 1): return [g * b, g * a]
    case (_, 1):
      let column = g(Reshape(result.shape.dims + [1]))
      let product = Term.apply(TransposedProduct(), [a, column])
      return [column * b, product(Reshape(b.shape.dims))]
    case (1, 2): return [g • b.transposed, .apply(TransposedProduct(), [a, g])]
    case (1, let rank):
      let row = g(Reshape(result.shape.inserting(1, at: rank - 2).dims))
      let sum = Reduce(.sum, axes: Array(0..<rank - 1))
      return [(row • b.transposed)(sum), a(Reshape([a.shape.width, 1])) * row]
    case (_, let rank):
      let leading = result.shape.leading.leading
      let left = Shape(leading.dims + a.shape.dims.suffix(2))
      let right = Shape(leading.dims + b.shape.dims.suffix(2))
      return [
        (g • b.transposed).summed(from: left, to: a.shape),
        rank == 2
          ? .apply(TransposedProduct(), [a, g])
          : (a.transposed • g).summed(from: right, to: b.shape),
      ]
    }
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    .matrixProduct(operands[0], "@", operands[1])
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    guard convention == .column else { return .matrixProduct(operands[0], #"\,"#, operands[1]) }
    return .matrixProduct(operands[1].turned(#"^{\top}"#), #"\,"#, operands[0])
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .product }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    if style.convention == .column {
      // A kernel W (inputs, units) is a book's transposed: z = Wᵀx, and on the way back ∂x = W∂z.
      if style.alphabet == .ascii {
        return .matrixProduct(operands[1].turned(".T"), "@", operands[0])
      }
      let transposed = operands[1].turned("ᵀ").text
      return Formula(transposed + operands[0].bracketed(below: .atom), .product)
    }
    let sign = style.alphabet == .ascii ? "@" : "·"
    return .matrixProduct(operands[0], sign, operands[1])
  }
}

extension MatMul: CalledOp {
  package static var infix: (op: any Op, spelling: BinarySpelling)? { (MatMul(), spelling) }

  private static let spelling = BinarySpelling.infix(ascii: "@", symbol: "·", .product)

  package static var calls: [Function] {
    [.of("matmul", ["a", "b"]) { terms, _ in .apply(MatMul(), terms) }]
  }
}
