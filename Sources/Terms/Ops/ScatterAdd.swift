import Tensors

/// `scatter_add(g, x, rows)`: a table in which every row of g is added to the row that x names: the way back of a lookup.
///
/// g (…places, width), x (…places), the table (rows, width); −1 is the last row, and what an index outside the table
/// names is left out. With `sumsSamples` the rows of all samples are added to one table.
package struct ScatterAdd: SummingOp {
  package let rows: Int
  package let sumsSamples: Bool

  package init(_ rows: Int, sumsSamples: Bool = false) {
    self.rows = rows
    self.sumsSamples = sumsSamples
  }

  package var overAllSamples: any Op { ScatterAdd(rows, sumsSamples: true) }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let (g, index) = (operands[0].shape, operands[1].shape)
    guard g.rank == index.rank + 1, g.leading == index else {
      throw Misfit("\(g) has not one row for each index of \(index)")
    }
    let shape = Shape([rows, g.width])
    guard shape.checkedCount != nil else { throw Misfit("\(shape) is too large") }
    return TensorType(shape, operands[0].dtype)
  }

  package func kernel(for signature: Signature) -> Kernel {
    let (count, width) = (signature.operands[1].shape.count, signature.operands[0].shape.width)
    let rows = rows
    switch signature.scalar {
    case .single:
      return addingPerSample(signature, sums: sumsSamples) { g, x, out in
        ScatterAdd.run(g.f32, x.f32, count, rows, width, out.f32)
      }
    case .double:
      return addingPerSample(signature, sums: sumsSamples) { g, x, out in
        ScatterAdd.run(g.f64, x.f64, count, rows, width, out.f64)
      }
    }
  }

  private static func run<S: BinaryFloatingPoint>(
    _ g: UnsafePointer<S>, _ indices: UnsafePointer<S>, _ count: Int, _ rows: Int, _ width: Int,
    _ out: UnsafeMutablePointer<S>
  ) {
    for place in 0..<count {
      guard let row = Gather.row(indices[place], of: rows) else { continue }
      let (source, target) = (g + place * width, out + row * width)
      for column in 0..<width { target[column] += source[column] }
    }
  }

  /// The sum of what the indices put there.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let width = max(elements.operands[0].shape.width, 1)
    var products: [Derivation.Product] = []
    for sample in elements.samples(sumsSamples) {
      for place in 0..<elements.operands[1].shape.count {
        let index = try elements.number(Derivation.Source(1, place, sample: sample))
        guard Gather.row(index, of: rows) == element / width else { continue }
        let source = Derivation.Source(0, place * width + element % width, sample: sample)
        products.append(Derivation.Product([source]))
      }
    }
    return .series(products)
  }

  /// The rows of g that the indices name; an index has no slope.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [.apply(Gather(), [g, operands[1]]), nil]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    let (g, x) = (operands[0].bracketed(below: .atom), operands[1].text)
    let width = types.first?.shape.width ?? 1
    let hits =
      "(np.reshape(np.where((\(x)) < 0, (\(x)) + \(rows), \(x)), (-1, 1)) == np.arange(\(rows)))"
    return Formula("\(hits).T.astype(real) @ \(g).reshape(-1, \(width))", .product)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{scatter}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .scatter(rows: rows) }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    if style.alphabet == .unicode, sumsSamples {
      return OverSamples.sum(.call("scatter_add", operands, ["\(rows)"]))
    }
    return .call(sumsSamples ? "sum_scattered" : "scatter_add", operands, ["\(rows)"])
  }
}

extension ScatterAdd: CalledOp {
  package static var calls: [Function] {
    ["scatter_add", "sum_scattered"].map { name in
      .of(name, ["g", "x"], options: ["rows"]) { terms, options throws(Misfit) in
        guard let rows = try options.integer("rows"), rows >= 0 else {
          throw Misfit("rows is missing", hint: "how many rows the table has")
        }
        return .apply(ScatterAdd(rows, sumsSamples: name == "sum_scattered"), terms)
      }
    }
  }
}
