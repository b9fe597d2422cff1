import CKernels

/// `sparsemax(x) = max(x − τ, 0)`: along an axis, with τ such that the row sums to 1.
public struct Sparsemax: RowOp {
  public static let name = "sparsemax"
  public static let single: RowsF32 = ks_sparsemax_rows_f32
  public static let double: RowsF64 = ks_sparsemax_rows_f64

  public let axis: Int

  public init(axis: Int = -1) { self.axis = axis }
}
