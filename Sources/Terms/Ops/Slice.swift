import Tensors

/// `a[1]`, `a[2:8]`, `a[:, ::-1]`: part of an array, with Python's rules.
package struct Slice: Op {
  /// What is taken along one axis.
  package enum Index: Sendable, Hashable {
    /// One element; the axis goes.
    case at(Int)
    /// From start up to stop in steps; nil where Python has nothing.
    case range(Int?, Int?, step: Int?)

    package static let all = Index.range(nil, nil, step: nil)
  }

  package let indices: [Index]

  package init(_ indices: [Index]) { self.indices = indices }

  /// `a[…, start:stop]`: a stretch of the last axis of an array of a rank.
  package static func last(_ range: Range<Int>, rank: Int) -> Slice {
    Slice(
      [Index](repeating: .all, count: max(0, rank - 1))
        + [.range(range.lowerBound, range.upperBound, step: nil)])
  }

  /// One axis of a slice worked out for a length.
  package struct Extent: Sendable {
    package let start, step, count: Int
    package let keepsAxis: Bool
  }

  /// The slice worked out for a shape; throws what is out of range.
  package func extents(in shape: Shape) throws(Misfit) -> [Extent] {
    guard indices.count <= shape.rank else {
      throw Misfit("\(indices.count) indices for \(shape)")
    }
    var extents: [Extent] = []
    for (axis, length) in shape.dims.enumerated() {
      let index = axis < indices.count ? indices[axis] : .all
      extents.append(try Slice.extent(index, length, axis))
    }
    return extents
  }

  private static func extent(_ index: Index, _ length: Int, _ axis: Int) throws(Misfit) -> Extent {
    switch index {
    case .at(let place):
      guard (-length..<length).contains(place) else {
        throw Misfit(
          "index \(place) is outside axis \(axis), which has \(length)",
          hint: length > 0 ? "0 to \(length - 1), or −1 for the last" : nil)
      }
      return Extent(start: place < 0 ? place + length : place, step: 1, count: 1, keepsAxis: false)
    case .range(let start, let stop, let step):
      let step = step ?? 1
      guard step != 0, step != Int.min else { throw Misfit("a slice cannot have step \(step)") }
      let low = step > 0 ? 0 : -1
      let high = step > 0 ? length : length - 1
      func place(_ value: Int?, _ otherwise: Int) -> Int {
        guard let value else { return otherwise }
        let counted = value < 0 ? max(value, -length - 1) + length : value
        return min(max(counted, low), high)
      }
      let from = place(start, step > 0 ? 0 : length - 1)
      let to = place(stop, step > 0 ? length : -1)
      let distance = step > 0 ? to - from : from - to
      let stride = abs(step)
      let count = distance > 0 ? (distance - 1) / stride + 1 : 0
      // One element needs no step, and a huge one would overflow a stride.
      return Extent(start: from, step: count > 1 ? step : 1, count: count, keepsAxis: true)
    }
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let extents = try extents(in: operands[0].shape)
    return TensorType(
      Shape(extents.filter(\.keepsAxis).map(\.count)), operands[0].dtype)
  }

  package func takesText(_ operand: Int) -> Bool { true }

  package func kernel(for signature: Signature) -> Kernel {
    let source = signature.operands[0].shape
    let extents = (try? extents(in: source)) ?? []
    let strides = source.strides
    var offset = 0
    var steps = [signature.operands[0].isBatched ? source.count : 0]
    var shape = [signature.rows]
    for (axis, extent) in extents.enumerated() {
      offset += extent.start * strides[axis]
      steps.append(strides[axis] * extent.step)
      shape.append(extent.count)
    }
    let scalar = signature.scalar
    let bytes = offset * scalar.byteSize
    if signature.count == 0 { return { _, _ in } }
    return { operands, result in
      StridedCopy.run(operands[0] + bytes, shape, steps, to: result, scalar)
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let source = elements.operands[0].shape
    var kept = elements.result.shape.index(of: element)[...]
    let index = try extents(in: source).map { extent in
      extent.start + (extent.keepsAxis ? (kept.popFirst() ?? 0) * extent.step : 0)
    }
    return .copy(Derivation.Source(0, source.element(at: index) ?? 0))
  }

  /// g where it was taken from, and zeros around it.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let shape = operands[0].shape
    guard let extents = try? extents(in: shape) else { return [nil] }
    var back = g
    if extents.contains(where: { !$0.keepsAxis }) { back = back(Reshape(extents.map(\.count))) }
    var (before, after) = ([Int](), [Int]())
    for (axis, extent) in extents.enumerated() {
      let step = abs(extent.step)
      if extent.step < 0 { back = back(Flip(axis: axis)) }
      if step > 1 { back = back.spaced(by: step, along: axis) }
      let span = (extent.count - 1) * step + (extent.count > 0 ? 1 : step)
      let first = extent.step < 0 ? extent.start - span + 1 : extent.start
      before.append(extent.count > 0 ? first : 0)
      after.append(shape[axis] - before[axis] - span)
    }
    return [(before + after).contains { $0 != 0 } ? back(Pad(before: before, after: after)) : back]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    text(operands, .typed)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let inside = indices.map(Slice.text).joined(separator: ", ")
    return Formula("\(operands[0].bracketed(below: .atom))_{[\(inside)]}")
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    guard let shape = types.first?.shape, let extents = try? extents(in: shape) else {
      return .sameOrder
    }
    var kept = 0
    return .view(
      extents.map { extent in
        guard extent.keepsAxis else { return .at(extent.start) }
        defer { kept += 1 }
        return .along(axis: kept, start: extent.start, step: extent.step)
      })
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    let inside = indices.map(Slice.text).joined(separator: ", ")
    return Formula("\(operands[0].bracketed(below: .atom))[\(inside)]")
  }

  private static func text(_ index: Index) -> String {
    switch index {
    case .at(let place): return "\(place)"
    case .range(let start, let stop, let step):
      let ends = "\(start.map(String.init) ?? ""):\(stop.map(String.init) ?? "")"
      return step.map { "\(ends):\($0)" } ?? ends
    }
  }
}

extension Slice: CalledOp {
  package static var calls: [Function] { [] }
}
