import Tensors

/// `float16(x)`: the numbers rounded to another format.
public struct Cast: Op {
  public let dtype: DType

  public init(_ dtype: DType) { self.dtype = dtype }

  public func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    return TensorType(operands[0].shape, dtype)
  }

  /// A copy; what is stored is rounded to its format after every op.
  public func kernel(for signature: Signature) -> Kernel {
    let bytes = signature.count * signature.scalar.byteSize
    return { $1.copyMemory(from: $0[0], byteCount: bytes) }
  }

  public func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(dtype.rawValue, operands)
  }
}
