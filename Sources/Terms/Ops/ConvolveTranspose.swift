import CKernels
import Containers
import Tensors

/// `conv2d_transpose(x, W, strides=2)`: every number of x spreads the window over the result, as
/// the gradient of a convolution goes back.
///
/// x (…places, channels), W (…window, filters, channels), the result (…places, filters). Without
/// `output_padding` the result is `strides` times as long with `same`, and as long as the window
/// reaches with `valid`. In groups W is (…window, filters/groups, channels).
package struct ConvolveTranspose: CostlyOp {
  package let rank: Int
  package let sliding: Sliding
  package let outputPadding: [Int]?
  /// How many groups of channels see nothing of each other.
  package let groups: Int

  package init(rank: Int, _ sliding: Sliding, outputPadding: [Int]? = nil, groups: Int = 1) {
    self.rank = rank
    self.sliding = sliding
    self.groups = groups
    self.outputPadding = outputPadding.map { Sliding.spread($0, rank) }
  }

  /// The axes as a convolution would take them that goes from the result to x.
  private func axes(_ x: Shape, _ W: Shape) throws(Misfit) -> [Sliding.Axis] {
    let sizes = try Sliding.places(x, rank: rank)
    guard W.rank == rank + 2 else {
      throw Misfit("\(W) is no kernel of \(rank) spatial axes, filters and channels")
    }
    guard W.width == x.width else { throw Misfit("\(x.width) ≠ \(W.width)") }
    guard groups >= 1, x.width % groups == 0,
      !W[rank].multipliedReportingOverflow(by: groups).overflow
    else { throw Misfit("\(x.width) channels do not fall into \(groups) groups") }
    guard sliding.padding != .causal else {
      throw Misfit("padding=\"causal\" has no transposed form")
    }
    guard outputPadding == nil || outputPadding?.count == rank else {
      throw Misfit("output_padding has not \(rank) numbers")
    }
    // Refuses what is no window at all.
    let same = Sliding(
      rank: rank, strides: sliding.strides, padding: .same, dilation: sliding.dilation)
    let known = try same.axes(sizes, window: Array(W.dims.prefix(rank)))
    var result: [Sliding.Axis] = []
    for (place, axis) in known.enumerated() {
      result.append(try Self.axis(axis, sliding.padding, outputPadding?[place]))
    }
    return result
  }

  private static func axis(
    _ axis: Sliding.Axis, _ padding: Sliding.Padding, _ extra: Int?
  ) throws(Misfit) -> Sliding.Axis {
    let reach = (axis.window - 1) * axis.dilation + 1
    guard (0...Int(Int32.max)).contains(extra ?? 0) else {
      throw Misfit("an output_padding of \(extra ?? 0)")
    }
    let spread = (axis.size - 1) * axis.stride
    let size: Int
    switch (padding, extra) {
    case (.same, nil): size = axis.size * axis.stride
    case (.same, .some(let extra)): size = spread + reach % 2 + extra
    case (_, nil): size = spread + max(reach, axis.stride)
    case (_, .some(let extra)): size = spread + reach + extra
    }
    let before = padding == .same ? max(spread + reach - size, 0) / 2 : 0
    return Sliding.Axis(
      size: axis.size > 0 ? size : 0, window: axis.window, places: axis.size,
      stride: axis.stride, dilation: axis.dilation, before: before)
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let axes = try axes(operands[0].shape, operands[1].shape)
    return TensorType(
      try Sliding.shape(axes.map(\.size), operands[1].shape[rank] * groups),
      operands[0].dtype.promoted(with: operands[1].dtype))
  }

  package func cost(_ operands: [TensorType], _ result: TensorType) -> Double {
    Double(operands[0].shape.count) * Double(operands[1].shape.leading.count)
  }

  package func kernel(for signature: Signature) -> Kernel {
    let (x, W) = (signature.operands[0].shape, signature.operands[1].shape)
    guard signature.count > 0, let axes = try? axes(x, W) else { return { _, _ in } }
    let window = ks_window(axes)
    let (channels, width, groups) = (x.width, W[rank] * groups, groups)
    let stretches = stretches(signature, places: x.leading.count)
    switch signature.scalar {
    case .single:
      return perSample(signature) { x, W, out in
        withUnsafePointer(to: window) {
          for (from, to) in stretches {
            if from > 0, Interruption.isWished() { return }
            ks_conv_transpose_f32(x.f32, W.f32, $0, channels, width, groups, from, to, out.f32)
          }
        }
      }
    case .double:
      return perSample(signature) { x, W, out in
        withUnsafePointer(to: window) {
          for (from, to) in stretches {
            if from > 0, Interruption.isWished() { return }
            ks_conv_transpose_f64(x.f64, W.f64, $0, channels, width, groups, from, to, out.f64)
          }
        }
      }
    }
  }

  /// The places of a sample in stretches that take about a moment each.
  private func stretches(_ signature: Signature, places: Int) -> [(from: Int, to: Int)] {
    guard isLong(signature), places > 0 else { return [(0, places)] }
    let all = cost(signature.operands.map(\.type), signature.result)
    let many = min(all / Self.moment, Double(places))
    let length = max(1, places / max(1, Int(many)))
    return stride(from: 0, to: places, by: length).map { ($0, min($0 + length, places)) }
  }

  /// `Σ x[i, c]·W[tap, filter, c]` over the places i whose window meets this one at a tap.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (x, W) = (elements.operands[0].shape, elements.operands[1].shape)
    let axes = try axes(x, W)
    var index = elements.result.shape.index(of: element)
    let filter = index.popLast() ?? 0
    let (own, part) = (W[rank], x.width / groups)
    let first = filter / max(own, 1) * part
    var meetings = [(tap: 0, point: 0)]
    for (axis, place) in zip(axes, index) {
      let own = (0..<axis.places).compactMap { point -> (Int, Int)? in
        let distance = place + axis.before - point * axis.stride
        guard distance >= 0, distance % axis.dilation == 0, distance / axis.dilation < axis.window
        else { return nil }
        return (distance / axis.dilation, point)
      }
      meetings = meetings.flatMap { known in
        own.map { (known.tap * axis.window + $0.0, known.point * axis.places + $0.1) }
      }
    }
    return .series(
      meetings.sorted { $0.point < $1.point }.flatMap { tap, point in
        (first..<first + part).map { channel in
          Derivation.Product([
            Derivation.Source(0, point * x.width + channel),
            Derivation.Source(1, (tap * own + filter % own) * x.width + channel),
          ])
        }
      })
  }

  /// The convolution that reads g as the result was written, and the product of its windows with x.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let (x, W) = (operands[0], operands[1])
    guard let axes = try? axes(x.shape, W.shape) else { return [nil, nil] }
    let window = Array(W.shape.dims.prefix(rank))
    let (read, way) = reading(g, axes)
    return [
      .apply(Convolve(rank: rank, way, groups: groups), [read, W]),
      .apply(ConvolveKernel(window: window, way, groups: groups), [read, x]),
    ]
  }

  /// g so that a convolution over it meets what each place was spread to, and how that goes.
  private func reading(_ g: Term, _ axes: [Sliding.Axis]) -> (g: Term, way: Sliding) {
    let usual = try? sliding.axes(axes.map(\.size), window: axes.map(\.window))
    let isUsual = usual.map { found in
      zip(found, axes).allSatisfy { $0.places == $1.places && $0.before == $1.before }
    }
    if isUsual == true { return (g, sliding) }
    let after = axes.map { axis in
      (axis.places - 1) * axis.stride + (axis.window - 1) * axis.dilation + 1 - axis.before
        - axis.size
    }
    let cut = g(Slice(zip(axes, after).map { .range(0, $0.size + min($1, 0), step: nil) }))
    let padded = cut(Pad(before: axes.map(\.before) + [0], after: after.map { max($0, 0) } + [0]))
    return (padded, Sliding(rank: rank, strides: sliding.strides, dilation: sliding.dilation))
  }

  /// What a convolution's gradient g is for its input, W being its kernel and `axes` the way of its window.
  static func back(
    _ g: Term, _ W: Term, _ axes: [Sliding.Axis], _ sliding: Sliding, groups: Int
  ) -> Term {
    let isSame = sliding.padding == .same
    let isCausal = sliding.padding == .causal
    // The padding before a causal window is written to, and cut off.
    let lengths = axes.map { isCausal ? $0.size + $0.before : $0.size }
    var (extra, isUsual) = ([Int](), true)
    for (axis, length) in zip(axes, lengths) {
      let (reach, spread) = ((axis.window - 1) * axis.dilation + 1, (axis.places - 1) * axis.stride)
      extra.append(length - spread - (isSame ? reach % 2 : reach))
      let usual = isSame ? axis.places * axis.stride : spread + max(reach, axis.stride)
      isUsual = isUsual && length == usual
    }
    let way = Sliding(
      rank: axes.count, strides: sliding.strides, padding: isSame ? .same : .valid,
      dilation: sliding.dilation)
    let op = ConvolveTranspose(
      rank: axes.count, way, outputPadding: isUsual ? nil : extra, groups: groups)
    let whole = Term.apply(op, [g, W])
    return isCausal ? whole(Slice(axes.map { .range($0.before, nil, step: nil) })) : whole
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    code(types)?.numpy(operands) ?? operands[0]
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{conv}^{\top}_{\#(rank)\mathrm{d}}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    code(types).map { .windows($0) } ?? .sameOrder
  }

  private func code(_ types: [TensorType]) -> WindowCode? {
    guard types.count == 2, let axes = try? axes(types[0].shape, types[1].shape) else { return nil }
    return WindowCode(.spread(groups: groups), axes)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let extra = outputPadding.map { ["output_padding=\(Sliding.text($0))"] } ?? []
    let inGroups = groups > 1 ? ["groups=\(groups)"] : []
    return .call("conv\(rank)d_transpose", operands, sliding.options() + extra + inGroups)
  }
}

extension ConvolveTranspose: CalledOp {
  package static var calls: [Function] {
    (1...3).map { rank in
      .of(
        "conv\(rank)d_transpose", ["x", "W"],
        options: ["strides", .word("padding"), "dilation", "output_padding", "groups"]
      ) { terms, options throws(Misfit) in
        let sliding = try Sliding(options, rank: rank)
        let extra = try Sliding.numbers("output_padding", options, rank)
        let groups = try options.integer("groups") ?? 1
        return .apply(
          ConvolveTranspose(rank: rank, sliding, outputPadding: extra, groups: groups), terms)
      }
    }
  }
}
