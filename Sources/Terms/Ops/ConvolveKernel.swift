import CKernels
import Tensors

/// `conv2d_kernel(x, g, 3)`: the products of every window of x with g, summed over all places: a convolution's gradient
/// for its kernel.
///
/// x (…places, channels), g (…places, filters), the result (…window, channels/groups, filters); with `sumsSamples` of all
/// samples together.
package struct ConvolveKernel: CostlyOp, SummingOp {
  package let window: [Int]
  package let sliding: Sliding
  package let groups: Int
  package let sumsSamples: Bool

  package init(window: [Int], _ sliding: Sliding, groups: Int = 1, sumsSamples: Bool = false) {
    self.window = window
    self.sliding = sliding
    self.groups = groups
    self.sumsSamples = sumsSamples
  }

  package var overAllSamples: any Op {
    ConvolveKernel(window: window, sliding, groups: groups, sumsSamples: true)
  }

  private func axes(_ x: Shape) throws(Misfit) -> [Sliding.Axis] {
    try sliding.axes(try Sliding.places(x, rank: window.count), window: window)
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let (x, g) = (operands[0].shape, operands[1].shape)
    let places = try axes(x).map(\.places)
    guard g.leading.dims == places else {
      throw Misfit("\(g) has not the places \(Shape(places)) of the windows")
    }
    guard groups >= 1, x.width % groups == 0, g.width % groups == 0 else {
      throw Misfit("\(x.width) channels and \(g.width) filters do not fall into \(groups) groups")
    }
    let shape = Shape(window + [x.width / groups, g.width])
    guard shape.checkedCount != nil else { throw Misfit("\(shape) is too large") }
    guard max(shape.leading.count, g.width) <= MatrixProduct.longestSide else {
      throw Misfit("a side is longer than \(MatrixProduct.longestSide)")
    }
    return TensorType(shape, operands[0].dtype.promoted(with: operands[1].dtype))
  }

  package func cost(_ operands: [TensorType], _ result: TensorType) -> Double {
    Double(result.shape.count) * Double(operands[1].shape.leading.count)
  }

  package func kernel(for signature: Signature) -> Kernel {
    let (x, g) = (signature.operands[0], signature.operands[1])
    guard signature.count > 0, let axes = try? axes(x.shape) else { return { _, _ in } }
    switch signature.scalar {
    case .single:
      let one = product(
        axes, x.shape.width, g.shape.width, ks_patches_f32,
        { MatrixProduct.runTransposed($0, $1, $2, k: $3, m: $4, n: $5) }, Float.self)
      return addingPerSample(signature, sums: sumsSamples) { one($0.f32, $1.f32, $2.f32) }
    case .double:
      let one = product(
        axes, x.shape.width, g.shape.width, ks_patches_f64,
        { MatrixProduct.runTransposed($0, $1, $2, k: $3, m: $4, n: $5) }, Double.self)
      return addingPerSample(signature, sums: sumsSamples) { one($0.f64, $1.f64, $2.f64) }
    }
  }

  private typealias Patches<S> = (
    UnsafePointer<S>, UnsafePointer<ks_window>, Int, Int, Int, Int, UnsafeMutablePointer<S>
  ) -> Void
  private typealias Product<S> = (
    UnsafePointer<S>, UnsafePointer<S>, UnsafeMutablePointer<S>, Int, Int, Int
  ) -> Void

  /// The most numbers that patches are laid out in at a time.
  private static let stretch = 1 << 20

  /// One sample: the patches of a stretch of places, turned round, times g, added to what is there, group by group.
  private func product<S: BinaryFloatingPoint>(
    _ axes: [Sliding.Axis], _ channels: Int, _ filters: Int, _ patches: @escaping Patches<S>,
    _ product: @escaping Product<S>, _: S.Type
  ) -> (UnsafePointer<S>, UnsafePointer<S>, UnsafeMutablePointer<S>) -> Void {
    let (own, width) = (channels / groups, filters / groups)
    let inner = axes.reduce(1) { $0 * $1.window } * own
    let places = axes.reduce(1) { $0 * $1.places }
    let rows = min(max(1, Self.stretch / max(inner, 1)), max(places, 1))
    let size = MemoryLayout<S>.size
    let patch = Scratch(bytes: rows * inner * size)
    let part = Scratch(bytes: rows * width * size)
    let sums = Scratch(bytes: inner * width * size)
    let window = ks_window(axes)
    let groups = groups
    return { x, g, out in
      let laid = patch.start.assumingMemoryBound(to: S.self)
      let gathered = part.start.assumingMemoryBound(to: S.self)
      let result = sums.start.assumingMemoryBound(to: S.self)
      for group in 0..<groups {
        for from in stride(from: 0, to: places, by: rows) {
          let count = min(rows, places - from)
          withUnsafePointer(to: window) {
            patches(x + group * own, $0, channels, own, from, from + count, laid)
          }
          for row in 0..<count {
            (gathered + row * width).update(
              from: g + (from + row) * filters + group * width, count: width)
          }
          product(laid, gathered, result, count, inner, width)
          for row in 0..<inner {
            let target = out + row * filters + group * width
            for column in 0..<width { target[column] += result[row * width + column] }
          }
        }
      }
    }
  }

  /// `Σ x[place + tap, channel]·g[place, filter]` over the places whose window is inside there.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (x, g) = (elements.operands[0].shape, elements.operands[1].shape)
    let axes = try axes(x)
    var index = elements.result.shape.index(of: element)
    let (filter, channel) = (index.popLast() ?? 0, index.popLast() ?? 0)
    let tap = Shape(window).element(at: index) ?? 0
    let group = filter / (g.width / groups)
    return .series(
      elements.samples(sumsSamples).flatMap { sample in
        (0..<g.leading.count).compactMap { place in
          Sliding.inside(axes, at: g.leading.index(of: place)).first { $0.tap == tap }.map {
            Derivation.Product([
              Derivation.Source(
                0, $0.point * x.width + group * (x.width / groups) + channel, sample: sample),
              Derivation.Source(1, place * g.width + filter, sample: sample),
            ])
          }
        }
      })
  }

  /// Those of the convolution with this kernel: it is a sum of products of x and g.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    guard let axes = try? axes(operands[0].shape) else { return [nil, nil] }
    return [
      ConvolveTranspose.back(operands[1], g, axes, sliding, groups: groups),
      .apply(Convolve(rank: window.count, sliding, groups: groups), [operands[0], g]),
    ]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    code(types)?.numpy(operands) ?? operands[0]
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{conv}_{\#(window.count)\mathrm{d}}^{\top}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    code(types).map { .windows($0) } ?? .sameOrder
  }

  private func code(_ types: [TensorType]) -> WindowCode? {
    guard types.count == 2, let axes = try? axes(types[0].shape) else { return nil }
    return WindowCode(.kernel(groups: groups), axes)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let options =
      [Sliding.text(window)] + sliding.options() + (groups > 1 ? ["groups=\(groups)"] : [])
    let name = "conv\(window.count)d_kernel"
    if style.alphabet == .unicode, sumsSamples {
      return OverSamples.sum(.call(name, operands, options))
    }
    return .call(sumsSamples ? "sum_\(name)" : name, operands, options)
  }
}

extension ConvolveKernel: CalledOp {
  package static var calls: [Function] {
    ["", "sum_"].flatMap { prefix in
      (1...3).map { rank in
        .of(
          "\(prefix)conv\(rank)d_kernel", ["x", "g"],
          options: ["size", "strides", .word("padding"), "dilation", "groups"]
        ) { terms, options throws(Misfit) in
          guard let size = try Sliding.numbers("size", options, rank) else {
            throw Misfit("size is missing", hint: "the window's lengths")
          }
          let op = ConvolveKernel(
            window: size, try Sliding(options, rank: rank),
            groups: try options.integer("groups") ?? 1, sumsSamples: !prefix.isEmpty)
          return .apply(op, terms)
        }
      }
    }
  }
}
