import Tensors

/// The C loop of a row reduction, in single precision.
package typealias RowsF32 =
  @convention(c) (UnsafePointer<Float>?, Int, Int, UnsafeMutablePointer<Float>?) -> Void
/// The same in double precision.
package typealias RowsF64 =
  @convention(c) (UnsafePointer<Double>?, Int, Int, UnsafeMutablePointer<Double>?) -> Void

/// An op that turns each row along one axis into a row of the same length, as softmax does.
package protocol RowOp: Op {
  static var name: String { get }
  static var single: RowsF32 { get }
  static var double: RowsF64 { get }
  /// The axis of one sample, from the front or, negative, from the back.
  var axis: Int { get }
  init(axis: Int)
  /// The format of the result for an operand's.
  static func dtype(_ operand: DType) -> DType
  /// Whether it takes all numbers for one row where a person types no axis, as NumPy does.
  static var flattensByDefault: Bool { get }
  /// What the op works out of a row before it gives each element.
  static func working(_ row: [Double]) -> RowWorking
  /// What g, the result's gradient, is for the operand: x, of which y is the result.
  func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term?
  /// How a row is computed in other languages.
  static var code: RowCode { get }
  /// How an element is written, given the one in its place and the row's shared numbers.
  static func text(_ own: Formula, _ shared: [Formula]) -> Formula
}

extension RowOp {
  package static func dtype(_ operand: DType) -> DType { operand.isFloat ? operand : .float32 }
  package static var flattensByDefault: Bool { false }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    let shape = operands[0].shape
    guard shape.axis(axis) != nil else { throw Misfit("\(shape) has no axis \(axis)") }
    return TensorType(shape, Self.dtype(operands[0].dtype))
  }

  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [pullback(g, operands[0], result)]
  }

  package func kernel(for signature: Signature) -> Kernel {
    let shape = signature.result.shape
    guard let axis = shape.axis(axis) else { return { _, _ in } }
    let length = shape[axis]
    let rows = length > 0 ? signature.count / length : 0
    let loop = rowLoop(signature.scalar, rows, length)
    if axis == shape.rank - 1 { return { loop($0[0], $1) } }
    return acrossColumns(signature, axis, loop)
  }

  private typealias Loop = (UnsafeRawPointer, UnsafeMutableRawPointer) -> Void

  private func rowLoop(_ scalar: Scalar, _ rows: Int, _ length: Int) -> Loop {
    switch scalar {
    case .single:
      let loop = Self.single
      return { loop($0.f32, rows, length, $1.f32) }
    case .double:
      let loop = Self.double
      return { loop($0.f64, rows, length, $1.f64) }
    }
  }

  /// The rows are gathered, worked on and put back where another axis is the last.
  private func acrossColumns(_ signature: Signature, _ axis: Int, _ loop: @escaping Loop) -> Kernel
  {
    let full = signature.fullResultShape
    let strides = full.strides
    var order = Array(full.dims.indices)
    order.append(order.remove(at: axis + 1))
    let gathered = Shape(order.map { full[$0] })
    let back = full.dims.indices.map { axis in
      gathered.strides[order.firstIndex(of: axis) ?? 0]
    }
    let steps = order.map { strides[$0] }
    let scalar = signature.scalar
    let scratch = Scratch(bytes: full.count * scalar.byteSize)
    return { operands, result in
      StridedCopy.run(operands[0], gathered.dims, steps, to: scratch.start, scalar)
      loop(UnsafeRawPointer(scratch.start), scratch.start)
      StridedCopy.run(scratch.start, full.dims, back, to: result, scalar)
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let (row, own) = row(of: element, elements.result.shape)
    return .row(row, own: own)
  }

  /// The row that an element of the result stands in, and its place there.
  func row(of element: Int, _ shape: Shape) -> (row: [Derivation.Source], own: Int) {
    guard let axis = shape.axis(axis) else { return ([Derivation.Source(0, element)], 0) }
    var index = shape.index(of: element)
    let own = index[axis]
    let row = (0..<shape[axis]).map { place in
      index[axis] = place
      return Derivation.Source(0, shape.element(at: index) ?? element)
    }
    return (row, own)
  }

  /// The op on one row in double precision.
  package static func results(_ row: [Double]) -> [Double] {
    var result = row
    double(row, 1, row.count, &result)
    return result
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    .call(Self.code.name, operands, axis == -1 ? [] : ["axis=\(axis)"])
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let name = Self.name.split(separator: "_").joined(separator: #"\_"#)
    return .call(#"\operatorname{\#(name)}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm {
    .rows(Self.code, axis: types.first?.shape.axis(axis) ?? 0)
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(Self.name, operands, axis == -1 && !Self.flattensByDefault ? [] : ["axis=\(axis)"])
  }
}
