import CKernels
import Tensors

/// `max_unpool2d(g, x, 2)`, `avg_unpool2d(g, x, 2)`: the way back of pooling, for g (…places, channels), one number for
/// every window of x.
///
/// Of the greatest each goes to where that stands in x, to the first of equal ones; of the mean an equal part goes to
/// every number of the window. The result is as x.
package struct Unpool: CostlyOp {
  package let pool: Pool

  package init(_ pool: Pool) { self.pool = pool }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let pooled = try pool.result(of: [operands[1]])
    guard operands[0].shape == pooled.shape else {
      throw Misfit("\(operands[0].shape) is not the pooled shape \(pooled.shape)")
    }
    return TensorType(operands[1].shape, operands[0].dtype)
  }

  package func cost(_ operands: [TensorType], _ result: TensorType) -> Double {
    pool.cost([operands[1]], operands[0])
  }

  package func kernel(for signature: Signature) -> Kernel {
    let x = signature.operands[1].shape
    guard signature.count > 0, let axes = try? pool.axes(x) else { return { _, _ in } }
    let window = ks_window(axes)
    let channels = x.width
    let isMean: Int32 = pool.kind == .avg ? 1 : 0
    let start = pool.start(signature.operands[1].type.dtype)
    switch signature.scalar {
    case .single:
      return perSample(signature) { g, x, out in
        withUnsafePointer(to: window) {
          ks_unpool_f32(g.f32, x.f32, $0, channels, isMean, Float(start), out.f32)
        }
      }
    case .double:
      return perSample(signature) { g, x, out in
        withUnsafePointer(to: window) {
          ks_unpool_f64(g.f64, x.f64, $0, channels, isMean, start, out.f64)
        }
      }
    }
  }

  /// The sum of what the windows that it won give it; of the mean, of what all its windows do.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (g, x) = (elements.operands[0].shape, elements.operands[1])
    let width = max(g.width, 1)
    var products: [Derivation.Product] = []
    var divisor = 1.0
    for place in 0..<g.leading.count {
      let inside = Sliding.inside(try pool.axes(x.shape), at: g.leading.index(of: place))
      let row = inside.map { Derivation.Source(1, $0.point * width + element % width) }
      guard let own = row.firstIndex(where: { $0.element == element }) else { continue }
      if pool.kind == .max {
        let numbers = try row.map(elements.number)
        let most = numbers.filter { $0 >= pool.start(x.dtype) }.max()
        guard most.flatMap(numbers.firstIndex) == own else { continue }
      } else if products.isEmpty {
        divisor = Double(row.count)
      } else if divisor != Double(row.count) {
        return .function([])
      }
      products.append(
        Derivation.Product([Derivation.Source(0, place * width + element % width)]))
    }
    return .series(products, divisor: divisor)
  }

  /// Of the mean its pooling. Of the greatest none: nobody asks for the slope of a slope.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [pool.kind == .avg ? g(pool) : nil, nil]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    code(types)?.numpy(operands) ?? operands[0]
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{unpool}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    code(types).map { .windows($0) } ?? .sameOrder
  }

  private func code(_ types: [TensorType]) -> WindowCode? {
    guard types.count == 2, let axes = try? pool.axes(types[1].shape) else { return nil }
    return WindowCode(
      pool.kind == .max ? .unpoolMax(from: pool.start(types[1].dtype)) : .unpoolMean, axes)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(
      "\(pool.kind.rawValue)_unpool\(pool.window.count)d", operands,
      [Sliding.text(pool.window)] + pool.sliding.options(usualStrides: pool.window))
  }
}

extension Unpool: CalledOp {
  package static var calls: [Function] {
    Pool.Kind.allCases.flatMap { kind in
      (1...3).map { rank in
        .of(
          "\(kind.rawValue)_unpool\(rank)d", ["g", "x"],
          options: ["size", "strides", .word("padding")]
        ) { terms, options throws(Misfit) in
          .apply(Unpool(try Pool(kind, options, rank: rank)), terms)
        }
      }
    }
  }
}
