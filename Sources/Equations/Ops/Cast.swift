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

  public func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    code(types).numpy.formula(operands, name: "to_\(dtype.rawValue)")
  }

  public func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    dtype.isFloat ? operands[0] : .call(#"\operatorname{\#(dtype.rawValue)}"#, operands)
  }

  public func loops(_ types: [TensorType]) -> LoopForm { .element(code(types)) }

  /// Floats stay, for every result is rounded to its format; integers are cut and end at bounds.
  private func code(_ types: [TensorType]) -> ElementCode {
    let isTruth = types.first?.dtype == .bool
    let numpy: ElementCode.Text
    let loop: ElementCode.Text
    if dtype == .bool {
      (numpy, loop) = isTruth ? (.same, .same) : (.define("x != 0"), .define("x == 0 ? 0 : 1"))
    } else if dtype.isFloat || isTruth {
      (numpy, loop) = (isTruth ? .call("real") : .same, .same)
    } else if let bounds = dtype.smallBounds {
      let (low, high) = bounds
      numpy = .define("np.clip(np.trunc(x), \(low), \(high))")
      loop = .define("x != x ? 0 : x < \(low) ? \(low) : x > \(high) ? \(high) : $trunc(x)")
    } else {
      (numpy, loop) = (.call("np.trunc"), .define("x != x ? 0 : $trunc(x)"))
    }
    return ElementCode("to_\(dtype.rawValue)", numpy: numpy, loop: loop, latex: .same)
  }

  public func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(dtype.rawValue, operands)
  }
}

extension DType {
  /// The least and the greatest integer, where a float32 holds both.
  fileprivate var smallBounds: (low: Int, high: Int)? {
    switch self {
    case .int8: (-128, 127)
    case .uint8: (0, 255)
    case .int16: (-32768, 32767)
    case .uint16: (0, 65535)
    default: nil
    }
  }
}
