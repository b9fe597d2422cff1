import CKernels
import Containers
import Tensors

/// `conv1d(x, W)`, `conv2d`, `conv3d`: the same weighted sum of every window of x.
///
/// x (…places, channels), W (…window, channels/groups, filters), the result (…places, filters).
/// Sums are matrix products of patches with W, in stretches of places that depend on shapes alone. Where every window
/// is one place and each is taken, x is its own patches.
/// As everywhere in machine learning the window is not turned round.
package struct Convolve: CostlyOp {
  package let rank: Int
  package let sliding: Sliding
  /// How many groups of channels see nothing of each other.
  package let groups: Int

  package init(rank: Int, _ sliding: Sliding, groups: Int = 1) {
    self.rank = rank
    self.sliding = sliding
    self.groups = groups
  }

  /// The lengths that a convolution goes over.
  private struct Extent {
    let axes: [Sliding.Axis]
    /// Of x, of a group of x, and of the result.
    let channels, groupChannels, filters: Int

    var places: [Int] { axes.map(\.places) }
    var taps: Int { axes.reduce(1) { $0 * $1.window } }

    /// Whether the window of every place is that place.
    var isPointwise: Bool {
      axes.allSatisfy { $0.window == 1 && $0.stride == 1 && $0.places == $0.size }
    }
  }

  private func extent(_ x: Shape, _ W: Shape) throws(Misfit) -> Extent {
    let sizes = try Sliding.places(x, rank: rank)
    guard W.rank == rank + 2 else {
      throw Misfit("\(W) is no kernel of \(rank) spatial axes, channels and filters")
    }
    guard groups >= 1, x.width % groups == 0, W.width % groups == 0 else {
      throw Misfit("\(x.width) channels and \(W.width) filters do not fall into \(groups) groups")
    }
    let channels = W[rank]
    guard channels == x.width / groups else { throw Misfit("\(x.width / groups) ≠ \(channels)") }
    let axes = try sliding.axes(sizes, window: Array(W.dims.prefix(rank)))
    return Extent(axes: axes, channels: x.width, groupChannels: channels, filters: W.width)
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let extent = try extent(operands[0].shape, operands[1].shape)
    let shape = try Sliding.shape(extent.places, extent.filters)
    guard max(extent.taps * extent.groupChannels, extent.filters) <= MatrixProduct.longestSide
    else { throw Misfit("a side is longer than \(MatrixProduct.longestSide)") }
    return TensorType(shape, operands[0].dtype.promoted(with: operands[1].dtype))
  }

  package func cost(_ operands: [TensorType], _ result: TensorType) -> Double {
    Double(result.shape.count) * Double(operands[1].shape.leading.count)
  }

  /// About as many numbers as patches are laid out in at a time: the second-level cache holds them until they are
  /// multiplied.
  private static let stretch = 1 << 16

  package func kernel(for signature: Signature) -> Kernel {
    let (x, W) = (signature.operands[0], signature.operands[1])
    guard signature.count > 0, let extent = try? extent(x.shape, W.shape) else {
      return { _, _ in }
    }
    let inner = extent.taps * extent.groupChannels
    if inner == 0 {
      let bytes = signature.count * signature.scalar.byteSize
      return { _, out in out.initializeMemory(as: UInt8.self, repeating: 0, count: bytes) }
    }
    switch signature.scalar {
    case .single:
      let run = Convolve.product(
        extent, groups, ks_patches_f32,
        { a, b, out, m, k, n in MatrixProduct.run(a, b, out, m: m, k: k, n: n) }, Float.self,
        asks: isLong(signature))
      return perSample(signature) { run($0.f32, $1.f32, $2.f32) }
    case .double:
      let run = Convolve.product(
        extent, groups, ks_patches_f64,
        { a, b, out, m, k, n in MatrixProduct.run(a, b, out, m: m, k: k, n: n) }, Double.self,
        asks: isLong(signature))
      return perSample(signature) { run($0.f64, $1.f64, $2.f64) }
    }
  }

  private typealias Patches<S> = (
    UnsafePointer<S>, UnsafePointer<ks_window>, Int, Int, Int, Int, UnsafeMutablePointer<S>
  ) -> Void
  private typealias Product<S> = (
    UnsafePointer<S>, UnsafeRawPointer, UnsafeMutablePointer<S>, Int, Int, Int
  ) -> Void

  /// One sample: patches of a stretch of places times the kernel, group by group.
  private static func product<S: BinaryFloatingPoint>(
    _ extent: Extent, _ groups: Int, _ patches: @escaping Patches<S>,
    _ product: @escaping Product<S>, _: S.Type, asks: Bool
  ) -> (UnsafePointer<S>, UnsafePointer<S>, UnsafeMutablePointer<S>) -> Void {
    let inner = extent.taps * extent.groupChannels
    let filters = extent.filters / groups
    let places = Shape(extent.places).count
    let size = MemoryLayout<S>.size
    let window = ks_window(extent.axes)
    if extent.isPointwise, groups == 1 {
      return { x, W, out in product(x, W, out, places, inner, filters) }
    }
    let rows = MatrixProduct.stretch(k: inner, n: filters, least: stretch / inner)
    let patch = Scratch(bytes: min(2 * rows, places) * inner * size)
    let weights = Scratch(bytes: groups > 1 ? inner * filters * size : 0)
    let sums = Scratch(bytes: groups > 1 ? min(2 * rows, places) * filters * size : 0)
    return { x, W, out in
      let laid = patch.start.assumingMemoryBound(to: S.self)
      let own = weights.start.assumingMemoryBound(to: S.self)
      let part = sums.start.assumingMemoryBound(to: S.self)
      for group in 0..<groups {
        if groups > 1 {
          for row in 0..<inner {
            (own + row * filters).update(
              from: W + row * extent.filters + group * filters, count: filters)
          }
        }
        var to = 0
        while to < places {
          if asks, Interruption.isWished() { return }
          let from = to
          to = (places - from) / 2 >= rows ? from + rows : places
          withUnsafePointer(to: window) { window in
            patches(
              x + group * extent.groupChannels, window, extent.channels, extent.groupChannels,
              from, to, laid)
          }
          let target = out + from * extent.filters
          guard groups > 1 else {
            product(laid, W, target, to - from, inner, filters)
            continue
          }
          product(laid, own, part, to - from, inner, filters)
          for row in 0..<to - from {
            (target + row * extent.filters + group * filters).update(
              from: part + row * filters, count: filters)
          }
        }
      }
    }
  }

  /// `Σ x[place + tap, c]·W[tap, c, filter]` over the window's places inside the input.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let extent = try extent(elements.operands[0].shape, elements.operands[1].shape)
    var place = elements.result.shape.index(of: element)
    let filter = place.popLast() ?? 0
    let group = filter / (extent.filters / groups)
    let inside = Sliding.inside(extent.axes, at: place)
    return .series(
      inside.flatMap { tap, point in
        (0..<extent.groupChannels).map { channel in
          Derivation.Product([
            Derivation.Source(
              0, point * extent.channels + group * extent.groupChannels + channel),
            Derivation.Source(1, (tap * extent.groupChannels + channel) * extent.filters + filter),
          ])
        }
      })
  }

  /// g spread back over the windows, and the product of every window with g.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let (x, W) = (operands[0], operands[1])
    guard let extent = try? extent(x.shape, W.shape) else { return [nil, nil] }
    return [
      ConvolveTranspose.back(g, W, extent.axes, sliding, groups: groups),
      .apply(
        ConvolveKernel(window: Array(W.shape.dims.prefix(rank)), sliding, groups: groups), [x, g]),
    ]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    code(types)?.numpy(operands) ?? operands[0]
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{conv}_{\#(rank)\mathrm{d}}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    code(types).map { .windows($0) } ?? .sameOrder
  }

  private func code(_ types: [TensorType]) -> WindowCode? {
    guard types.count == 2, let axes = try? extent(types[0].shape, types[1].shape).axes else {
      return nil
    }
    return WindowCode(.sum(groups: groups), axes)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let options = sliding.options() + (groups > 1 ? ["groups=\(groups)"] : [])
    return .call("conv\(rank)d", operands, options)
  }
}

extension Convolve: CalledOp {
  package static var calls: [Function] {
    (1...3).map { rank in
      .of(
        "conv\(rank)d", ["x", "W"], options: ["strides", .word("padding"), "dilation", "groups"]
      ) { terms, options throws(Misfit) in
        let sliding = try Sliding(options, rank: rank)
        let groups = try options.integer("groups") ?? 1
        return .apply(Convolve(rank: rank, sliding, groups: groups), terms)
      }
    }
  }
}
