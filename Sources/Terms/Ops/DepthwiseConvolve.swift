import CKernels
import Tensors

/// `depthwise_conv2d(x, D)`: every channel by itself, with `depth` windows of its own.
///
/// x (…places, channels), D (…window, channels, depth), the result (…places, channels·depth).
package struct DepthwiseConvolve: CostlyOp {
  package let rank: Int
  package let sliding: Sliding

  package init(rank: Int, _ sliding: Sliding) {
    self.rank = rank
    self.sliding = sliding
  }

  private func axes(_ x: Shape, _ D: Shape) throws(Misfit) -> [Sliding.Axis] {
    let sizes = try Sliding.places(x, rank: rank)
    guard D.rank == rank + 2 else {
      throw Misfit("\(D) is no kernel of \(rank) spatial axes, channels and depth")
    }
    guard D[rank] == x.width else { throw Misfit("\(x.width) ≠ \(D[rank])") }
    return try sliding.axes(sizes, window: Array(D.dims.prefix(rank)))
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let (x, D) = (operands[0].shape, operands[1].shape)
    let axes = try axes(x, D)
    let (width, overflow) = x.width.multipliedReportingOverflow(by: D.width)
    guard !overflow else { throw Misfit("\(x.width)·\(D.width) channels are too many") }
    return TensorType(
      try Sliding.shape(axes.map(\.places), width),
      operands[0].dtype.promoted(with: operands[1].dtype))
  }

  package func cost(_ operands: [TensorType], _ result: TensorType) -> Double {
    Double(result.shape.count) * Double(Shape(Array(operands[1].shape.dims.prefix(rank))).count)
  }

  package func kernel(for signature: Signature) -> Kernel {
    let (x, D) = (signature.operands[0].shape, signature.operands[1].shape)
    guard signature.count > 0, let axes = try? axes(x, D) else { return { _, _ in } }
    let window = ks_window(axes)
    let (channels, depth) = (x.width, D.width)
    switch signature.scalar {
    case .single:
      return perSample(signature) { x, D, out in
        withUnsafePointer(to: window) {
          ks_depthwise_f32(x.f32, D.f32, $0, channels, depth, out.f32)
        }
      }
    case .double:
      return perSample(signature) { x, D, out in
        withUnsafePointer(to: window) {
          ks_depthwise_f64(x.f64, D.f64, $0, channels, depth, out.f64)
        }
      }
    }
  }

  /// `Σ x[place + tap, channel]·D[tap, channel, depth]` over the window inside the input.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (x, D) = (elements.operands[0].shape, elements.operands[1].shape)
    var place = elements.result.shape.index(of: element)
    let column = place.popLast() ?? 0
    let inside = Sliding.inside(try axes(x, D), at: place)
    return .series(
      inside.map { tap, point in
        Derivation.Product([
          Derivation.Source(0, point * x.width + column / max(D.width, 1)),
          Derivation.Source(1, tap * x.width * D.width + column),
        ])
      })
  }

  /// Those of a convolution with as many groups as channels.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let (x, D) = (operands[0], operands[1])
    guard let axes = try? axes(x.shape, D.shape) else { return [nil, nil] }
    let window = Array(D.shape.dims.prefix(rank))
    let kernel = D(Reshape(window + [1, D.shape[rank] * D.shape.width]))
    let own = Term.apply(ConvolveKernel(window: window, sliding, groups: x.shape.width), [x, g])
    return [
      ConvolveTranspose.back(g, kernel, axes, sliding, groups: x.shape.width),
      own(Reshape(D.shape.dims)),
    ]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    code(types)?.numpy(operands) ?? operands[0]
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{depthwise}_{\#(rank)\mathrm{d}}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    code(types).map { .windows($0) } ?? .sameOrder
  }

  private func code(_ types: [TensorType]) -> WindowCode? {
    guard types.count == 2, let axes = try? axes(types[0].shape, types[1].shape) else { return nil }
    return WindowCode(.depthwise, axes)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call("depthwise_conv\(rank)d", operands, sliding.options())
  }
}

extension DepthwiseConvolve: CalledOp {
  package static var calls: [Function] {
    (1...3).map { rank in
      .of(
        "depthwise_conv\(rank)d", ["x", "D"], options: ["strides", .word("padding"), "dilation"]
      ) { terms, options throws(Misfit) in
        .apply(DepthwiseConvolve(rank: rank, try Sliding(options, rank: rank)), terms)
      }
    }
  }
}
