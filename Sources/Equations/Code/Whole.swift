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

  private var isSigned: Bool { [.int8, .int16, .int32, .int64].contains(dtype) }

  private var bits: Int {
    switch dtype {
    case .int8, .uint8: 8
    case .int16, .uint16: 16
    case .int32, .uint32: 32
    default: 64
    }
  }

  /// 2ⁿ.
  private var span: Double { Double(sign: .plus, exponent: bits, significand: 1) }

  /// What a float must be below, above or below 0, for a processor to convert it.
  private var limit: Double { bits < 32 || dtype == .int32 ? 0x1p31 : 0x1p63 }

  /// What any other float becomes.
  private var outside: Double {
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

  /// The same in other languages.
  var code: ElementCode {
    func text(_ number: Double) -> String { "\(number)" }
    /// Whole numbers t of any size brought into the format.
    func brought(_ t: String, _ floor: String) -> String {
      let shift = isSigned ? span / 2 : 0
      guard shift > 0 else { return "\(t) - \(text(span)) * \(floor)(\(t) / \(text(span)))" }
      return "\(t) - \(text(span)) * \(floor)((\(t) + \(text(shift))) / \(text(span)))"
    }
    guard isFromFloat else {
      return ElementCode(
        "wrap_\(dtype.rawValue)", numpy: .define(brought("x", "np.floor")),
        loop: .define(brought("x", "$floor")), latex: .same)
    }
    let isKept = isSigned && bits >= 32 || dtype == .uint64
    let numpy = isKept ? "np.trunc(x)" : brought("np.trunc(x)", "np.floor")
    let loop = isKept ? "$trunc(x)" : brought("$trunc(x)", "$floor")
    // The least number that a processor converts becomes the same as those it does not.
    return ElementCode(
      "to_\(dtype.rawValue)",
      numpy: .define("np.where(np.abs(x) < \(text(limit)), \(numpy), \(text(outside)))"),
      loop: .define(
        // Swift's compiler takes no longer expression: far beyond the bounds this one differs.
        !isKept
          ? loop : "$fabs(x) < \(text(limit)) ? \(loop) : \(text(outside))"), latex: .same)
  }
}
