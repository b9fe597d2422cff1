import Tensors

/// `float16(x)`: the numbers rounded to another format.
public struct Cast: Op {
  public let dtype: DType

  public init(_ dtype: DType) { self.dtype = dtype }

  public func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    return TensorType(operands[0].shape, dtype)
  }

  /// A copy for floats, which are rounded to their format after every op; integers are cut.
  public func kernel(for signature: Signature) -> Kernel {
    let count = signature.count
    let bytes = count * signature.scalar.byteSize
    let dtype = dtype
    if !dtype.isFloat {
      switch signature.scalar {
      case .single:
        return { operands, out in
          for index in 0..<count {
            out.f32[index] = Float(dtype.rounded(Double(operands[0].f32[index])))
          }
        }
      case .double:
        return { operands, out in
          for index in 0..<count { out.f64[index] = dtype.rounded(operands[0].f64[index]) }
        }
      }
    }
    return { $1.copyMemory(from: $0[0], byteCount: bytes) }
  }

  /// A copy where the format holds every number of the operand's, rounded otherwise.
  public func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let source = Derivation.Source(0, element)
    let own = elements.operands[0].dtype
    return own.promoted(with: dtype) == dtype && (own == dtype || own.isFloat || own == .bool)
      ? .copy(source) : .function([source])
  }

  public func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(dtype.rawValue, operands)
  }
}
