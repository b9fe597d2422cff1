import Containers
import Tensors

/// `aᵀ·b`: the products of every number of a row of a with every number of the same row of b, summed up over all rows:
/// what a weight's gradient is made of.
///
/// a (…, m), b (…, n), the result (m, n); all leading axes are rows, and with `sumsSamples` those of all samples.
package struct TransposedProduct: CostlyOp, SummingOp {
  package let sumsSamples: Bool

  package init(sumsSamples: Bool = false) { self.sumsSamples = sumsSamples }

  package var overAllSamples: any Op { TransposedProduct(sumsSamples: true) }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let (a, b) = (operands[0].shape, operands[1].shape)
    guard a.rank > 0, b.rank > 0, a.leading == b.leading else {
      throw Misfit("\(a) and \(b) have not the same rows")
    }
    guard max(a.width, b.width, a.leading.count) <= MatrixProduct.longestSide else {
      throw Misfit("a side is longer than \(MatrixProduct.longestSide)")
    }
    return TensorType([a.width, b.width], operands[0].dtype.promoted(with: operands[1].dtype))
  }

  package static var costlyPart: String { "the product" }
  package var lengthening: Lengthening { .always }

  package func cost(_ operands: [TensorType], _ result: TensorType) -> Double {
    Double(result.shape.count) * Double(operands[0].shape.leading.count)
  }

  package func kernel(for signature: Signature) -> Kernel {
    let (a, b) = (signature.operands[0], signature.operands[1])
    let (m, n, rows) = (a.shape.width, b.shape.width, a.shape.leading.count)
    let sums = sumsSamples && a.isBatched && b.isBatched
    // One product for all samples, or one for each, which may have to be added up.
    let times = sums ? 1 : signature.rows
    let k = sums ? rows * signature.rows : rows
    let bytes = signature.scalar.byteSize
    let steps = (a.isBatched ? rows * m * bytes : 0, b.isBatched ? rows * n * bytes : 0)
    let step = sumsSamples ? 0 : m * n * bytes
    let adds = sumsSamples
    let asks = isLong(signature)
    let product: (UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer, Bool) -> Void
    switch signature.scalar {
    case .single:
      product = { a, b, out, adds in
        MatrixProduct.runTransposed(a.f32, b.f32, out.f32, k: k, m: m, n: n, adds: adds)
      }
    case .double:
      product = { a, b, out, adds in
        MatrixProduct.runTransposed(a.f64, b.f64, out.f64, k: k, m: m, n: n, adds: adds)
      }
    }
    return { operands, out in
      for index in 0..<times {
        if asks, Interruption.isWished() { return }
        product(
          operands[0] + index * steps.0, operands[1] + index * steps.1, out + index * step,
          adds && index > 0)
      }
    }
  }

  /// `Σ a[row, i]·b[row, j]`.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (a, b) = (elements.operands[0].shape, elements.operands[1].shape)
    let (i, j) = (element / max(b.width, 1), element % max(b.width, 1))
    return .series(
      elements.samples(sumsSamples).flatMap { sample in
        (0..<a.leading.count).map { row in
          Derivation.Product([
            Derivation.Source(0, row * a.width + i, sample: sample),
            Derivation.Source(1, row * b.width + j, sample: sample),
          ])
        }
      })
  }

  /// `b·gᵀ` and `a·g`.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [operands[1] • g.transposed, operands[0] • g]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    let (a, b) = (operands[0].bracketed(below: .atom), operands[1].bracketed(below: .atom))
    if types.first?.shape.rank == 1 { return .call("np.outer", operands) }
    if types.first?.shape.rank == 2 {
      return .matrixProduct(Formula("\(a).T"), "@", operands[1])
    }
    let widths = types.map(\.shape.width)
    return Formula(
      "\(a).reshape(-1, \(widths[0])).T @ \(b).reshape(-1, \(widths[1]))", .product)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let product = product(operands, turnedBy: #"^{\top}"#, #"\,"#, convention)
    return sumsSamples ? Formula(#"\sum "# + product.text, .product) : product
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .transposedProduct }

  /// `Σ xᵀ·∂z`: the sign says that it goes over samples.
  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    if style.alphabet == .ascii {
      return .call(sumsSamples ? "sum_products" : "transposed_product", operands)
    }
    let product = product(operands, turnedBy: "ᵀ", "·", style.convention)
    return sumsSamples ? OverSamples.sum(product) : product
  }

  /// `xᵀ·∂z` of rows, `x·∂zᵀ` of columns.
  private func product(
    _ operands: [Formula], turnedBy mark: String, _ sign: String,
    _ convention: Formula.Style.Convention
  ) -> Formula {
    convention == .row
      ? .matrixProduct(operands[0].transposed(mark), sign, operands[1])
      : .matrixProduct(operands[0], sign, operands[1].turned(mark))
  }
}

extension TransposedProduct: CalledOp {
  package static var calls: [Function] {
    [
      .of("transposed_product", ["a", "b"]) { terms, _ in .apply(TransposedProduct(), terms) },
      .of("sum_products", ["a", "b"]) { terms, _ in
        .apply(TransposedProduct(sumsSamples: true), terms)
      },
    ]
  }
}
