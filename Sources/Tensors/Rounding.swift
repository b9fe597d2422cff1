import CKernels

extension DType {
  /// The number that the format holds for a value: nearest, ties to even; integers are cut and end
  /// at the format's bounds.
  package func rounded(_ value: Double) -> Double {
    switch self {
    case .float64, .string: return value
    case .float32: return Double(Float(value))
    case .float16:
      var number = value
      ks_round_to_f16_f64(&number, 1)
      return number
    case .bfloat16:
      var number = value
      ks_round_to_bf16_f64(&number, 1)
      return number
    case .bool: return value == 0 ? 0 : 1
    default:
      let bounds = integerBounds
      // Adding 0 turns −0 into 0.
      return value.isNaN ? 0 : min(max(value.rounded(.towardZero) + 0, bounds.low), bounds.high)
    }
  }

  /// The least and the greatest integer, as far as a `Double` holds them.
  private var integerBounds: (low: Double, high: Double) {
    switch self {
    case .int8: (-128, 127)
    case .int16: (-32768, 32767)
    case .int32: (-2_147_483_648, 2_147_483_647)
    case .uint8: (0, 255)
    case .uint16: (0, 65535)
    case .uint32: (0, 4_294_967_295)
    case .uint64: (0, 0x1p64 - 2048)
    default: (-0x1p63, 0x1p63 - 1024)
    }
  }
}

extension DType {
  /// The distance between neighbouring numbers of the format at a number: one unit in the last
  /// place. Integers and truth values are whole, so theirs is 1.
  package func ulp(at value: Double) -> Double {
    let layout: (bits: Int, least: Int)
    switch self {
    case .float64: return value.isFinite ? value.ulp : .nan
    case .float32: layout = (23, -126)
    case .float16: layout = (10, -14)
    case .bfloat16: layout = (7, -126)
    default: return 1
    }
    guard value.isFinite else { return .nan }
    let exponent = value == 0 ? layout.least : max(Int(value.exponent), layout.least)
    return Double(sign: .plus, exponent: exponent - layout.bits, significand: 1)
  }
}
