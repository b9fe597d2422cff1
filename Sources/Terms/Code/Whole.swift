import Tensors

/// How a number becomes an integer of some bits, as a processor's conversions do it.
///
/// Decimals are cut. A whole number that the format cannot hold starts again at its other end,
/// `x − 2ⁿ·⌊x / 2ⁿ⌋`. A float goes through an integer of 32 bits for the narrow formats, of 64 for
/// the wide ones, and what that cannot hold, NaN too, becomes its least number. TensorFlow's
/// numbers are these where it converts one at a time; among many it may cut at the bounds instead.
struct Whole: Hashable {
  let dtype: DType
  let isFromFloat: Bool

  init(_ dtype: DType, isFromFloat: Bool) {
    self.dtype = dtype
    self.isFromFloat = isFromFloat
  }

  var isSigned: Bool { [.int8, .int16, .int32, .int64].contains(dtype) }

  var bits: Int {
    switch dtype {
    case .int8, .uint8: 8
    case .int16, .uint16: 16
    case .int32, .uint32: 32
    default: 64
    }
  }

  /// 2ⁿ.
  var span: Double { Double(sign: .plus, exponent: bits, significand: 1) }

  /// What a float must be below, above or below 0, for a processor to convert it.
  var limit: Double { bits < 32 || dtype == .int32 ? 0x1p31 : 0x1p63 }

  /// What any other float becomes.
  var outside: Double {
    switch dtype {
    case .int32: -0x1p31
    case .int64: -0x1p63
    case .uint64: 0x1p63
    default: 0
    }
  }

  func callAsFunction(_ value: Double) -> Double {
    if dtype == .bool { return value == 0 ? 0 : 1 }
    // Adding 0 turns −0 into 0.
    let whole = value.rounded(.towardZero) + 0
    if isFromFloat {
      if dtype == .uint64, whole >= limit, whole < span { return whole }
      guard whole >= -limit, whole < limit else { return outside }
      if isSigned, bits >= 32 { return whole }
    } else if isSigned ? whole >= -span / 2 && whole < span / 2 : whole >= 0 && whole < span {
      return whole
    }
    // The greatest number of 64 bits is not one of a Double's; the one below it is.
    let rest = min(whole - span * (whole / span).rounded(.down), span.nextDown)
    return isSigned && rest >= span / 2 ? rest - span : rest
  }
}
