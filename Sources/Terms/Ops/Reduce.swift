import CKernels
import Tensors

/// `sum(x, axis)`, `mean(x, axis)`, …: one number for each row along some axes.
package struct Reduce: ChoosingOp {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case sum, mean, prod, max, min, any, all, argmax, argmin

    /// Whether it gives where in a row something stands.
    var isPlace: Bool { self == .argmax || self == .argmin }
  }

  package let kind: Kind
  /// The axes that go; nil for all.
  package let axes: [Int]?
  package let keepsAxes: Bool
  /// Whether a place is looked for among what is a number, as TensorFlow does on a CPU (`skipna`);
  /// NumPy gives that of the first NaN.
  package let passesOverNaN: Bool

  package init(
    _ kind: Kind, axes: [Int]? = nil, keepsAxes: Bool = false, passesOverNaN: Bool = false
  ) {
    self.kind = kind
    self.axes = axes
    self.keepsAxes = keepsAxes
    self.passesOverNaN = passesOverNaN && kind.isPlace
  }

  package var choice: Choice? { Choice(rawValue: kind.rawValue) }

  package var lengthening: Lengthening { kind == .sum || kind == .prod ? .always : .never }

  private func resolved(_ shape: Shape) throws(Misfit) -> Set<Int> {
    guard let axes else { return Set(shape.dims.indices) }
    var result: Set<Int> = []
    for axis in axes {
      guard let index = shape.axis(axis) else { throw Misfit("\(shape) has no axis \(axis)") }
      result.insert(index)
    }
    return result
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let shape = operands[0].shape
    let gone = try resolved(shape)
    let dims = shape.dims.indices.compactMap { axis in
      gone.contains(axis) ? (keepsAxes ? 1 : nil) : shape[axis]
    }
    return TensorType(Shape(dims), dtype(operands[0].dtype))
  }

  private func dtype(_ operand: DType) -> DType {
    switch kind {
    case .any, .all: .bool
    case .argmax, .argmin: .int64
    case .mean: operand.isFloat ? operand : .float32
    case .sum, .prod: operand.counting
    case .max, .min: operand
    }
  }

  package func kernel(for signature: Signature) -> Kernel {
    let operand = signature.operands[0]
    let gone = (try? resolved(operand.shape)) ?? []
    let kept = operand.shape.dims.indices.filter { !gone.contains($0) }
    let order = kept + gone.sorted()
    let length = gone.reduce(1) { $0 * operand.shape[$1] }
    let rows = signature.count
    let scalar = signature.scalar
    let arrange = arrangement(operand, order, signature)
    let loop = rowLoop(scalar)
    let divisor = kind == .mean ? Double(length) : nil
    return { operands, result in
      loop(arrange(operands[0]), rows, length, result)
      guard let divisor else { return }
      switch scalar {
      case .single:
        var value = Float(divisor)
        ks_div_f32(result.f32, 1, &value, 0, result.f32, rows)
      case .double:
        var value = divisor
        ks_div_f64(result.f64, 1, &value, 0, result.f64, rows)
      }
    }
  }

  /// A function that brings the reduced axes to the end, if they are not there.
  private func arrangement(
    _ operand: Signature.Operand, _ order: [Int], _ signature: Signature
  ) -> (UnsafeRawPointer) -> UnsafeRawPointer {
    if order == Array(operand.shape.dims.indices) { return { $0 } }
    let strides = operand.shape.strides
    let shape = [signature.rows] + order.map { operand.shape[$0] }
    let steps = [operand.isBatched ? operand.shape.count : 0] + order.map { strides[$0] }
    let scratch = Scratch(bytes: Shape(shape).count * signature.scalar.byteSize)
    let scalar = signature.scalar
    return { source in
      StridedCopy.run(source, shape, steps, to: scratch.start, scalar)
      return UnsafeRawPointer(scratch.start)
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let row = try row(of: element, from: elements)
    switch kind {
    case .sum: return .series(row.map { Derivation.Product([$0]) })
    case .mean: return .series(row.map { Derivation.Product([$0]) }, divisor: Double(row.count))
    case .prod: return .sum([Derivation.Product(row)])
    case .max, .argmax, .min, .argmin, .any, .all:
      return .choice(row, decisive: decisive(try row.map(elements.number)))
    }
  }

  /// The elements that are reduced to one, in the order of the kernel.
  private func row(of element: Int, from elements: Elements) throws -> [Derivation.Source] {
    let shape = elements.operands[0].shape
    let gone = try resolved(shape).sorted()
    var kept = elements.result.shape.index(of: element)[...]
    var index = shape.dims.indices.map { axis in
      guard gone.contains(axis) else { return kept.popFirst() ?? 0 }
      if keepsAxes { kept = kept.dropFirst() }
      return 0
    }
    let inner = Shape(gone.map { shape[$0] })
    return (0..<inner.count).map { place in
      for (axis, step) in zip(gone, inner.index(of: place)) { index[axis] = step }
      return Derivation.Source(0, shape.element(at: index) ?? 0)
    }
  }

  /// Which number of a row the result is, or follows from.
  func decisive(_ row: [Double]) -> Int? {
    if passesOverNaN {
      // As the kernel looks for it: the first place where nothing is beyond infinity.
      let numbers = row.filter { kind == .argmin ? $0 < .infinity : $0 > -.infinity }
      let best = kind == .argmin ? numbers.min() : numbers.max()
      return best.flatMap { row.firstIndex(of: $0) } ?? 0
    }
    switch kind {
    case .any: return row.firstIndex { $0 != 0 }
    case .all: return row.firstIndex { $0 == 0 }
    case .max, .argmax:
      return row.firstIndex(where: \.isNaN) ?? row.max().flatMap(row.firstIndex)
    case .min, .argmin:
      return row.firstIndex(where: \.isNaN) ?? row.min().flatMap(row.firstIndex)
    case .sum, .mean, .prod: return nil
    }
  }

  /// Of a sum g for every number, of a mean its part, of the greatest to those that are equal to it, in equal parts, of
  /// a product `g·y/x`, which is the product of the others. Truth values and places have no slope.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let x = operands[0]
    guard let gone = try? resolved(x.shape) else { return [nil] }
    let kept = x.shape.dims.indices.map { gone.contains($0) ? 1 : x.shape[$0] }
    func spread(_ term: Term) -> Term {
      keepsAxes || term.shape.rank == 0 ? term : term(Reshape(kept))
    }
    let rows = Reduce(.sum, axes: axes, keepsAxes: true)
    switch kind {
    case .sum: return [spread(g)]
    case .mean:
      let count = gone.reduce(1) { $0 * x.shape[$1] }
      return [spread(g) / .number(Double(count))]
    case .max, .min:
      let chosen = Term.apply(Equal(), [x, spread(result)])
      return [spread(g) * chosen / chosen.counted(like: x)(rows)]
    case .prod:
      let isZero = Term.apply(Equal(), [x, 0])
      let others = Term.select(isZero, 1, x)(Reduce(.prod, axes: axes, keepsAxes: true))
      let alone = Term.apply(Equal(), [isZero.counted(like: x)(rows), 1])
      return [
        spread(g) * .select(isZero, .select(alone, others, 0), spread(result) / x)
      ]
    case .any, .all, .argmax, .argmin: return [nil]
    }
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    var options: [String] = []
    if let axes, axes.count == 1 { options.append("axis=\(axes[0])") }
    if let axes, axes.count > 1 {
      options.append("axis=(\(axes.map(String.init).joined(separator: ", ")))")
    }
    if keepsAxes { options.append("keepdims=True") }
    let numbers =
      passesOverNaN
      ? operands.map { x in
        let least = kind == .argmin ? "np.inf" : "-np.inf"
        return Formula("np.where(np.isnan(\(x.text)), \(least), \(x.text))")
      } : operands
    let call = Formula.call("np.\(kind.rawValue)", numbers, options)
    return kind.isPlace ? .call("real", [call]) : call
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let name = kind == .sum ? #"\sum"# : #"\operatorname{\#(kind.rawValue)}"#
    let list = (axes ?? []).map(String.init).joined(separator: ", ")
    return .call(list.isEmpty ? name : "\(name)_{\(list)}", operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    let gone = types.first.flatMap { try? resolved($0.shape) } ?? []
    return .fold(fold, axes: gone.sorted())
  }

  private var fold: FoldCode {
    switch kind {
    case .sum: FoldCode(start: "0", next: "m + x")
    case .mean: FoldCode(start: "0", next: "m + x", isMean: true)
    case .prod: FoldCode(start: "1", next: "m * x")
    case .max: FoldCode(start: "-$infinity", next: "x >= m || x != x ? x : m")
    case .min: FoldCode(start: "$infinity", next: "x <= m || x != x ? x : m")
    case .any: FoldCode(start: "0", next: "x != 0 ? 1 : m")
    case .all: FoldCode(start: "1", next: "x == 0 ? 0 : m")
    case .argmax: FoldCode(start: "-$infinity", next: "x > m\(orFirstNaN)", isPlace: true)
    case .argmin: FoldCode(start: "$infinity", next: "x < m\(orFirstNaN)", isPlace: true)
    }
  }

  private var orFirstNaN: String { passesOverNaN ? "" : " || (x != x && m == m)" }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    var options: [String] = []
    if let axes {
      let list = axes.map(String.init).joined(separator: ", ")
      options.append(axes.count == 1 ? "axis=\(list)" : "axis=(\(list))")
    }
    if keepsAxes { options.append("keepdims=True") }
    if style.alphabet == .unicode { options = Array(options.prefix(1)) }
    if passesOverNaN { options.append("skipna=True") }
    return .call(kind.rawValue, operands, options)
  }
}

extension Reduce: CalledOp {
  /// `sum(x, axis=0, keepdims=True)` and its like; `argmax(x, skipna=True)` passes over NaN.
  package static var calls: [Function] {
    Kind.allCases.map { kind in
      let names: [Option] = ["axis", "keepdims"] + (kind.isPlace ? ["skipna"] : [])
      return .of(kind.rawValue, options: names) { terms, options throws(Misfit) in
        let axes = try options.integers("axis")
        let keepsAxes = try options.flag("keepdims")
        let passesOverNaN = try options.flag("skipna")
        return .apply(
          Reduce(kind, axes: axes, keepsAxes: keepsAxes, passesOverNaN: passesOverNaN), terms)
      }
    }
  }
}
