import CKernels
import Containers
import Tensors

extension Op {
  /// The op's value for operands, computed by its kernel and rounded as the engine rounds.
  package func apply(to operands: [Tensor]) throws(Misfit) -> Tensor {
    try apply(to: operands.map { Computed($0) }, limit: Computed.elementLimit).tensor
  }

  /// The op on one number of each operand, in double precision; nil where it takes no such.
  package func exact(_ numbers: [Double]) -> Double? {
    try? apply(to: numbers.map { Tensor(scalar: $0, .float64) }).elements.first
  }

  package func apply(to operands: [Computed], limit: Int) throws(Misfit) -> Computed {
    let allAreTyped = operands.allSatisfy(\.isWeak)
    if allAreTyped, !operands.isEmpty, !(self is Cast) {
      return try applyToNumbers(operands.map(\.tensor), limit)
    }
    let own = operands.map { TensorType($0.tensor.shape, $0.tensor.dtype) }
    let numbers = operands.map { $0.isWeak && !allAreTyped ? $0.tensor.elements.first : nil }
    let types = Term.adapting(numbers, own)
    let result = try resultType(of: types)
    try result.shape.check(limit)
    try checkWork(types, result, limit)
    let tensors = zip(operands, types).map { $0.tensor.cast(to: $1.dtype) }
    let value = try run(tensors, types, result, Self.scalar(tensors, result))
    return Computed(value)
  }

  /// Throws when an op on arrays within bounds would take minutes.
  private func checkWork(
    _ operands: [TensorType], _ result: TensorType, _ limit: Int
  ) throws(Misfit) {
    guard let op = self as? any CostlyOp else { return }
    let cost = op.cost(operands, result)
    let most = Double(limit) * 1000
    guard cost > most else { return }
    throw Misfit(
      "\(type(of: op).costlyPart) takes \(NumberFormat.short(cost)) "
        + "multiplications; an expression may take \(NumberFormat.short(most))")
  }

  /// Python's arithmetic: numbers as typed are computed in double precision and stay as typed.
  private func applyToNumbers(_ numbers: [Tensor], _ limit: Int) throws(Misfit) -> Computed {
    let types = numbers.map { TensorType($0.shape, $0.dtype) }
    let result = try resultType(of: types)
    try result.shape.check(limit)
    guard result.shape == .scalar, result.dtype != .bool else {
      return Computed(try run(numbers, types, result, .double))
    }
    let exact = try run(numbers, types, TensorType(.scalar, .float64), .double)
    let isWhole = exact.elements.allSatisfy { abs($0) < 9e15 && $0 == $0.rounded() }
    let isInteger = !result.dtype.isFloat && isWhole
    return Computed(isInteger ? exact.cast(to: .int64) : exact, isWeak: true)
  }

  /// Single precision, unless that would lose digits of double precision or of integers.
  private static func scalar(_ operands: [Tensor], _ result: TensorType) -> Scalar {
    let isInteger = !result.dtype.isFloat && result.dtype != .bool
    let isWide = operands.contains { operand in
      operand.dtype == .float64
        || (!operand.dtype.isFloat && operand.elements.contains { abs($0) > 16_777_216 })
    }
    return isInteger || isWide || result.dtype == .float64 ? .double : .single
  }

  /// Throws when what takes long was interrupted, for its numbers are not whole then.
  private func run(
    _ operands: [Tensor], _ types: [TensorType], _ result: TensorType, _ scalar: Scalar
  ) throws(Misfit) -> Tensor {
    let count = result.shape.count
    guard count > 0 else { return Tensor(result.shape, result.dtype, []) }
    let signature = Signature(
      types.map { Signature.Operand($0, isBatched: false) }, result, rows: 1, scalar)
    let kernel = kernel(for: signature)
    let inputs = operands.map { operand in
      let buffer = Scratch(bytes: operand.count * scalar.byteSize)
      MachineNumbers.store(operand.elements, to: buffer.start, scalar)
      return buffer
    }
    let output = Scratch(bytes: count * scalar.byteSize)
    let pointers = inputs.map { UnsafeRawPointer($0.start) }
    var elements = withExtendedLifetime((inputs, output)) {
      pointers.withUnsafeBufferPointer { buffer in
        if let start = buffer.baseAddress { kernel(start, output.start) }
      }
      MachineNumbers.round(output.start, count, to: result.dtype, scalar)
      return MachineNumbers.load(output.start, count, scalar)
    }
    if let op = self as? any CostlyOp, op.isLong(signature), Interruption.isWished() {
      throw Misfit(Interrupted().description)
    }
    if !result.dtype.isFloat { elements = elements.map(result.dtype.rounded) }
    return Tensor(result.shape, result.dtype, elements)
  }
}
