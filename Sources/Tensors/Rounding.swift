import CKernels

extension DType {
  /// The number that the format holds for a value: nearest, ties to even; integers are cut.
  public func rounded(_ value: Double) -> Double {
    switch self {
    case .float64: return value
    case .float32: return Double(Float(value))
    case .float16: return Double(roundedHalf(value))
    case .bfloat16: return Double(roundedBrain(value))
    case .bool: return value == 0 ? 0 : 1
    default: return value.isNaN ? 0 : value.rounded(.towardZero)
    }
  }

  private func roundedHalf(_ value: Double) -> Float {
    var single = Float(value)
    ks_round_to_f16_f32(&single, 1)
    return single
  }

  private func roundedBrain(_ value: Double) -> Float {
    var single = Float(value)
    ks_round_to_bf16_f32(&single, 1)
    return single
  }
}
