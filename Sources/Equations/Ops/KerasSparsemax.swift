import CKernels

/// `keras_sparsemax(x) = max(x − τ, 0)` as Keras 3 computes it along an axis.
///
/// With z the numbers in falling order, c their running sums and S the places where
/// `zₖ − (cₖ − 1)/k > 0`, Keras takes `τ = (Σ c over S − 1)/|S|`. The published sparsemax takes the
/// last c alone, so that the result sums to 1; Keras' does so only where |S| is 1.
public struct KerasSparsemax: RowOp {
  public static let name = "keras_sparsemax"
  public static let single: RowsF32 = { x, rows, length, out in
    guard let x, let out else { return }
    forEachRow(UnsafeBufferPointer(start: x, count: rows * length), length, out)
  }
  public static let double: RowsF64 = { x, rows, length, out in
    guard let x, let out else { return }
    forEachRow(UnsafeBufferPointer(start: x, count: rows * length), length, out)
  }

  public let axis: Int

  public init(axis: Int = -1) { self.axis = axis }

  public static func working(_ row: [Double]) -> RowWorking {
    RowWorking([.init("τ", "Keras' threshold for the row", threshold(row.sorted(by: >)))])
  }

  public static func text(_ own: Formula, _ shared: [Formula]) -> Formula {
    .call("max", [.infix(own, "−", shared[0], .sum), Formula("0")])
  }

  private static func forEachRow<T: BinaryFloatingPoint>(
    _ x: UnsafeBufferPointer<T>, _ length: Int, _ out: UnsafeMutablePointer<T>
  ) {
    guard length > 0 else { return }
    for start in stride(from: 0, to: x.count, by: length) {
      let row = x[start..<start + length]
      let threshold = threshold(row.sorted(by: >))
      for index in row.indices { out[index] = max(x[index] - threshold, 0) }
    }
  }

  /// τ of numbers in falling order.
  private static func threshold<T: BinaryFloatingPoint>(_ falling: [T]) -> T {
    var sum: T = 0
    var sumOfSums: T = 0
    var support: T = 0
    for (index, number) in falling.enumerated() {
      sum += number
      guard number - (sum - 1) / T(index + 1) > 0 else { continue }
      sumOfSums += sum
      support += 1
    }
    return (sumOfSums - 1) / support
  }
}
