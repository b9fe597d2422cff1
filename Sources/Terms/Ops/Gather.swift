import Tensors

/// `E[x]`: the rows of a table whose numbers stand in x, as an embedding looks them up.
///
/// −1 is the last row, as in Keras 3; an index outside the table gives a row of NaN, as
/// TensorFlow's gather on a GPU marks it, so that it is seen and not read from elsewhere.
package struct Gather: Op {
  package init() {}

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let (table, index) = (operands[0].shape, operands[1].shape)
    guard table.rank == 2 else { throw Misfit("a table has 2 axes, not \(table)") }
    let shape = Shape(index.dims + [table.width])
    guard shape.checkedCount != nil else { throw Misfit("\(shape) is too large") }
    return TensorType(shape, operands[0].dtype)
  }

  package func takesText(_ operand: Int) -> Bool { operand == 0 }

  package func kernel(for signature: Signature) -> Kernel {
    let table = signature.operands[0].shape
    let (rows, width) = (table[0], table.width)
    let count = signature.operands[1].shape.count
    switch signature.scalar {
    case .single:
      return perSample(signature) { Gather.run($0, rows, width, $1.f32, count, $2.f32) }
    case .double:
      return perSample(signature) { Gather.run($0, rows, width, $1.f64, count, $2.f64) }
    }
  }

  package func readsAtAnyAddress(_ operand: Int, of signature: Signature) -> Bool { operand == 0 }

  private static func run<S: BinaryFloatingPoint>(
    _ table: UnsafeRawPointer, _ rows: Int, _ width: Int, _ indices: UnsafePointer<S>, _ count: Int,
    _ out: UnsafeMutablePointer<S>
  ) {
    for place in 0..<count {
      let target = out + place * width
      if let row = row(indices[place], of: rows) {
        let bytes = width * MemoryLayout<S>.size
        UnsafeMutableRawPointer(target).copyMemory(from: table + row * bytes, byteCount: bytes)
      } else {
        target.update(repeating: .nan, count: width)
      }
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let table = elements.operands[0].shape
    let (rows, width) = (table[0], table.width)
    let index = Derivation.Source(1, element / max(width, 1))
    let row = Gather.row(try elements.number(index), of: rows)
    return .lookup(
      entry: row.map { Derivation.Source(0, $0 * width + element % width) }, index: index)
  }

  /// The row that an index means; nil outside the table.
  package static func row(_ index: some BinaryFloatingPoint, of rows: Int) -> Int? {
    guard var row = Int(exactly: index.rounded(.towardZero)) else { return nil }
    if row < 0 { row += rows }
    return (0..<rows).contains(row) ? row : nil
  }

  /// To every row of the table the sum of what was looked up there; an index has no slope.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [.apply(ScatterAdd(operands[0].shape[0]), [g, operands[1]]), nil]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    Formula("\(operands[0].bracketed(below: .atom))[np.asarray(\(operands[1].text)).astype(int)]")
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    Formula("\(operands[0].bracketed(below: .atom))_{\(operands[1].text)}")
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .lookup }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    Formula("\(operands[0].bracketed(below: .atom))[\(operands[1].text)]")
  }
}

extension Gather: CalledOp {
  package static var calls: [Function] {
    [.of("gather", ["table", "index"]) { terms, _ in .apply(Gather(), terms) }]
  }
}
