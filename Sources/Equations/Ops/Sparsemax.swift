import CKernels

/// `sparsemax(x) = max(x − τ, 0)`: along an axis, with τ such that the row sums to 1.
public struct Sparsemax: RowOp {
  public static let name = "sparsemax"
  public static let single: RowsF32 = ks_sparsemax_rows_f32
  public static let double: RowsF64 = ks_sparsemax_rows_f64

  public let axis: Int

  public init(axis: Int = -1) { self.axis = axis }

  public static func working(_ row: [Double]) -> RowWorking {
    RowWorking([.init("τ", "such that the row sums to 1", threshold(row.sorted(by: >)))])
  }

  public static func text(_ own: Formula, _ shared: [Formula]) -> Formula {
    .call("max", [.infix(own, "−", shared[0], .sum), Formula("0")])
  }

  /// `(Σ z − 1)/k` of the k largest numbers z that stay above it.
  private static func threshold(_ falling: [Double]) -> Double {
    var sum = 0.0
    var threshold = 0.0
    for (index, number) in falling.enumerated() {
      sum += number
      let candidate = (sum - 1) / Double(index + 1)
      guard number > candidate else { break }
      threshold = candidate
    }
    return threshold
  }
}
