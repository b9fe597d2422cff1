import CKernels

/// `softmax(x) = e^(x−max)/Σe^(x−max)`: along an axis; positive and summing to 1.
public struct Softmax: RowOp {
  public static let name = "softmax"
  public static let single: RowsF32 = ks_softmax_rows_f32
  public static let double: RowsF64 = ks_softmax_rows_f64

  public let axis: Int

  public init(axis: Int = -1) { self.axis = axis }

  public static func working(_ row: [Double]) -> RowWorking { .powers(row) }

  public static func text(_ own: Formula, _ shared: [Formula]) -> Formula {
    let power = Formula.infix(own, "−", shared[0], .sum)
    return .infix(Formula("e^\(power.bracketed(below: .atom))", .power), "/", shared[1], .product)
  }
}
