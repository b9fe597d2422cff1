import CKernels

/// `log_softmax(x) = x − max − ln Σe^(x−max)`: along an axis.
public struct LogSoftmax: RowOp {
  public static let name = "log_softmax"
  public static let single: RowsF32 = ks_log_softmax_rows_f32
  public static let double: RowsF64 = ks_log_softmax_rows_f64

  public let axis: Int

  public init(axis: Int = -1) { self.axis = axis }

  public static func working(_ row: [Double]) -> RowWorking { .powers(row) }

  public static func text(_ own: Formula, _ shared: [Formula]) -> Formula {
    .infix(.infix(own, "−", shared[0], .sum), "−", .call("ln", [shared[1]]), .sum)
  }
}
