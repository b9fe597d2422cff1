import Tensors

/// `pad(x, ((1, 1), (2, 0)))`: zeros before and after along every axis, as NumPy's `pad`.
package struct Pad: Op {
  package let before: [Int]
  package let after: [Int]

  package init(before: [Int], after: [Int]) {
    self.before = before
    self.after = after
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let shape = operands[0].shape
    guard before.count == shape.rank, after.count == shape.rank else {
      throw Misfit(
        "\(before.count) pairs of padding for the \(shape.rank) axes of \(shape)",
        hint: "a pair for each axis, as in pad(x, ((1, 1), (0, 0)))")
    }
    guard (before + after).allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
      throw Misfit("padding is a length of 0 or more")
    }
    let padded = Shape(shape.dims.indices.map { before[$0] + shape[$0] + after[$0] })
    guard padded.checkedCount != nil else { throw Misfit("\(padded) is too large") }
    return TensorType(padded, operands[0].dtype)
  }

  package func kernel(for signature: Signature) -> Kernel {
    let (x, result) = (signature.operands[0].shape, signature.result.shape)
    guard signature.count > 0 else { return { _, _ in } }
    let strides = result.strides
    let (width, size) = (x.width, signature.scalar.byteSize)
    let start = zip(before, strides).reduce(0) { $0 + $1.0 * $1.1 }
    let rows = x.rank > 0 && width > 0 ? x.leading : .scalar
    let targets = (0..<rows.count).map { row in
      start + zip(rows.index(of: row), strides).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return perSample(signature) { x, _, out in
      out.initializeMemory(as: UInt8.self, repeating: 0, count: result.count * size)
      for (row, target) in targets.enumerated() {
        (out + target * size).copyMemory(from: x + row * width * size, byteCount: width * size)
      }
    }
  }

  /// A copy, or a sum of nothing.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let index = zip(elements.result.shape.index(of: element), before).map { $0 - $1 }
    guard let source = elements.operands[0].shape.element(at: index) else { return .series([]) }
    return .copy(Derivation.Source(0, source))
  }

  /// g without the padding.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let lengths = operands[0].shape.dims
    return [g(Slice(zip(before, lengths).map { .range($0, $0 + $1, step: nil) }))]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    .call("np.pad", operands, [pairs])
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{pad}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .pad(before: before) }

  /// `((1, 1), (0, 0))`.
  private var pairs: String {
    let pairs = zip(before, after).map { "(\($0), \($1))" }
    return "(\(pairs.joined(separator: ", "))\(pairs.count == 1 ? "," : ""))"
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call("pad", operands, [pairs])
  }
}

extension Pad: CalledOp {
  /// `pad(x, ((1, 1), (0, 0)))`; one number pads every side alike.
  package static var calls: [Function] {
    [
      .of("pad", options: ["width"]) { terms, options throws(Misfit) in
        guard let width = try options.integers("width") else {
          throw Misfit("width is missing", hint: "a pair for each axis: pad(x, ((1, 1), (0, 0)))")
        }
        let rank = terms[0].shape.rank
        let all = width.count == 1 ? [Int](repeating: width[0], count: 2 * rank) : width
        guard all.count % 2 == 0 else {
          throw Misfit("padding is a pair for each axis, as in ((1, 1), (0, 0))")
        }
        let pairs = stride(from: 0, to: all.count, by: 2)
        return .apply(Pad(before: pairs.map { all[$0] }, after: pairs.map { all[$0 + 1] }), terms)
      }
    ]
  }
}
