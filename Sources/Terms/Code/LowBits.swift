import Tensors

/// The product of two whole numbers of 32 bits in other languages, of which a number there holds no more than 53 bits:
/// `x·y = 2¹⁶·⌊x/2¹⁶⌋·y + (x mod 2¹⁶)·y`, and of each part what is left of 2³².
struct LowBits {
  private let dtype: DType

  /// Nil for formats whose products a Double holds, or no number here does.
  init?(_ dtype: DType) {
    guard dtype == .int32 || dtype == .uint32 else { return nil }
    self.dtype = dtype
  }

  /// Whether a product is a number of the format as it is.
  func holds(_ product: Double) -> Bool { dtype.wholeRange?.contains(product) ?? true }

  var code: ElementCode {
    ElementCode(
      "times_\(dtype.rawValue)",
      numpy: .define(
        text {
          "np.\($0)(\($1))"
        } choice: {
          "np.where(\($0), \($1), \($2))"
        }),
      loop: .define(
        text {
          "$\($0)(\($1))"
        } choice: {
          "\($0) ? \($1) : \($2)"
        }),
      latex: .infix(#"\odot"#, .product))
  }

  private func text(
    _ call: (_ function: String, _ x: String) -> String,
    choice: (_ condition: String, _ yes: String, _ no: String) -> String
  ) -> String {
    let lines = [
      "high = \(call("floor", "x / 65536"))",
      "low = x - 65536 * high",
      "top = high * y",
      "rest = top - 65536 * \(call("floor", "top / 65536"))",
      "sum = 65536 * rest + low * y",
      "bits = sum - 4294967296 * \(call("floor", "sum / 4294967296"))",
    ]
    let result =
      dtype == .int32 ? choice("bits >= 2147483648", "bits - 4294967296", "bits") : "bits"
    return (lines + [result]).joined(separator: "\n")
  }
}
