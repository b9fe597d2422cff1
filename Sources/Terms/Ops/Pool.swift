import CKernels
import Tensors

/// `max_pool2d(x, 2)`, `avg_pool2d(x, 2)`: the greatest or the mean of every window, channel by
/// channel; padding counts for neither.
///
/// x (…places, channels), the result (…places, channels). The steps are the window's length.
///
/// The greatest is looked for as TensorFlow does on a CPU: from the lowest number of the format on,
/// NaN passed over. A window of NaN alone gives that lowest number.
package struct Pool: CostlyOp, ChoosingOp {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case max, avg
  }

  package let kind: Kind
  package let window: [Int]
  package let sliding: Sliding

  package init(_ kind: Kind, window: [Int], strides: [Int]? = nil, padding: Sliding.Padding) {
    self.kind = kind
    self.window = window
    sliding = Sliding(rank: window.count, strides: strides ?? window, padding: padding)
  }

  /// What one window does to its numbers.
  package var choice: Choice? { kind == .max ? .max : nil }

  /// What the greatest must exceed; TensorFlow starts from −∞ in bfloat16.
  func start(_ dtype: DType) -> Double {
    switch dtype {
    case _ where kind == .avg: 0
    case .float16: -65_504
    case .float32: -Double(Float.greatestFiniteMagnitude)
    case .float64: -Double.greatestFiniteMagnitude
    default: -.infinity
    }
  }

  func axes(_ x: Shape) throws(Misfit) -> [Sliding.Axis] {
    guard sliding.padding != .causal else { throw Misfit("pooling has no padding=\"causal\"") }
    return try sliding.axes(try Sliding.places(x, rank: window.count), window: window)
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let dtype = operands[0].dtype
    return TensorType(
      try Sliding.shape(try axes(operands[0].shape).map(\.places), operands[0].shape.width),
      kind == .max || dtype.isFloat ? dtype : .float32)
  }

  package func cost(_ operands: [TensorType], _ result: TensorType) -> Double {
    let inside = zip(window, operands[0].shape.dims).reduce(1.0) { $0 * Double(min($1.0, $1.1)) }
    return Double(result.shape.count) * inside
  }

  package func kernel(for signature: Signature) -> Kernel {
    let x = signature.operands[0].shape
    guard signature.count > 0, let axes = try? axes(x) else { return { _, _ in } }
    let window = ks_window(axes)
    let channels = x.width
    let isMean: Int32 = kind == .avg ? 1 : 0
    let start = start(signature.operands[0].type.dtype)
    switch signature.scalar {
    case .single:
      return perSample(signature) { x, _, out in
        withUnsafePointer(to: window) {
          ks_pool_f32(x.f32, $0, channels, isMean, Float(start), out.f32)
        }
      }
    case .double:
      return perSample(signature) { x, _, out in
        withUnsafePointer(to: window) { ks_pool_f64(x.f64, $0, channels, isMean, start, out.f64) }
      }
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let x = elements.operands[0].shape
    var place = elements.result.shape.index(of: element)
    let channel = place.popLast() ?? 0
    let row = Sliding.inside(try axes(x), at: place).map {
      Derivation.Source(0, $0.point * x.width + channel)
    }
    switch kind {
    case .avg: return .series(row.map { Derivation.Product([$0]) }, divisor: Double(row.count))
    case .max:
      let numbers = try row.map(elements.number)
      let start = start(elements.operands[0].dtype)
      let greatest = numbers.filter { $0 > start }.max()
      return .choice(row, decisive: greatest.flatMap(numbers.firstIndex))
    }
  }

  /// The greatest: g to the first that is it. The mean: an equal part to each of its window.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [.apply(Unpool(self), [g, operands[0]])]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    code(types)?.numpy(operands) ?? operands[0]
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{\#(kind.rawValue)pool}_{\#(Sliding.text(window))}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    code(types).map { .windows($0) } ?? .sameOrder
  }

  private func code(_ types: [TensorType]) -> WindowCode? {
    guard let x = types.first?.shape, let axes = try? axes(x) else { return nil }
    return WindowCode(kind == .max ? .max(from: start(types[0].dtype)) : .mean, axes)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(
      "\(kind.rawValue)_pool\(window.count)d", operands,
      [Sliding.text(window)] + sliding.options(usualStrides: window))
  }
}

extension Pool: CalledOp {
  package static var calls: [Function] {
    Kind.allCases.flatMap { kind in
      (1...3).map { rank in
        .of(
          "\(kind.rawValue)_pool\(rank)d", options: ["size", "strides", .word("padding")]
        ) { terms, options throws(Misfit) in
          .apply(try Pool(kind, options, rank: rank), terms)
        }
      }
    }
  }
}

extension Pool {
  /// The settings of a call.
  init(_ kind: Kind, _ options: Options, rank: Int) throws(Misfit) {
    guard let size = try Sliding.numbers("size", options, rank) else {
      throw Misfit("size is missing", hint: "as in \(kind.rawValue)_pool\(rank)d(x, 2)")
    }
    self.init(
      kind, window: size, strides: try Sliding.numbers("strides", options, rank),
      padding: try Sliding.padding(options))
  }
}
