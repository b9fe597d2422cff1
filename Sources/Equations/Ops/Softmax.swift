import CKernels

/// `softmax(x) = e^(x−max)/Σe^(x−max)`: along an axis; positive and summing to 1.
public struct Softmax: RowOp {
  public static let name = "softmax"
  public static let single: RowsF32 = ks_softmax_rows_f32
  public static let double: RowsF64 = ks_softmax_rows_f64

  public let axis: Int

  public init(axis: Int = -1) { self.axis = axis }
}
