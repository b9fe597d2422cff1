import CKernels
import Tensors

/// `keras_sparsemax(x) = max(x − τ, 0)` as Keras 3 computes it along an axis.
///
/// With z the numbers in falling order, c their running sums and S the places where
/// `zₖ − (cₖ − 1)/k > 0`, Keras takes `τ = (Σ c over S − 1)/|S|`. The published sparsemax takes the
/// last c alone, so that the result sums to 1; Keras' does so only where |S| is 1.
package struct KerasSparsemax: RowOp {
  package static let name = "keras_sparsemax"
  package static let single: RowsF32 = { x, rows, length, out in
    guard let x, let out else { return }
    forEachRow(UnsafeBufferPointer(start: x, count: rows * length), length, out)
  }
  package static let double: RowsF64 = { x, rows, length, out in
    guard let x, let out else { return }
    forEachRow(UnsafeBufferPointer(start: x, count: rows * length), length, out)
  }

  package static let code = RowCode(
    "keras_sparsemax",
    numpy: [
      "z = -np.sort(-x, axis=axis)",
      "k = np.arange(1, x.shape[axis] + 1, dtype=real)",
      "k = k.reshape([-1 if a == axis % x.ndim else 1 for a in range(x.ndim)])",
      "c = np.cumsum(z, axis=axis)",
      "support = z - (c - 1) / k > 0",
      "count = np.sum(support, axis=axis, keepdims=True, dtype=real)",
      "tau = (np.sum(np.where(support, c, 0), axis=axis, keepdims=True) - 1) / count",
      "return np.maximum(x - tau, 0)",
    ],
    c: [
      "/* The numbers in falling order lie in out while their sums are made. */",
      "real sum = 0, sums = 0, count = 0;",
      "for (int k = 0; k < n; k++) {",
      "  int place = k;",
      "  for (; place > 0 && out[(place - 1) * step] < x[k * step]; place--)",
      "    out[place * step] = out[(place - 1) * step];",
      "  out[place * step] = x[k * step];",
      "}",
      "for (int k = 0; k < n; k++) {",
      "  sum += out[k * step];",
      "  if (out[k * step] - (sum - 1) / (real)(k + 1) > 0) { sums += sum; count++; }",
      "}",
      "for (int k = 0; k < n; k++) {",
      "  const real above = x[k * step] - (sums - 1) / count;",
      "  out[k * step] = above > 0 ? above : 0;",
      "}",
    ],
    swift: [
      "let falling = (0..<n).map { k in x[k * step] }.sorted(by: >)",
      "var sum: real = 0",
      "var sums: real = 0",
      "var count: real = 0",
      "for k in 0..<n {",
      "  sum += falling[k]",
      "  if falling[k] - (sum - 1) / real(k + 1) > 0 {",
      "    sums += sum",
      "    count += 1",
      "  }",
      "}",
      "for k in 0..<n { out[k * step] = max(x[k * step] - (sums - 1) / count, 0) }",
    ])

  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package static func working(_ row: [Double]) -> RowWorking {
    RowWorking([.init("τ", "Keras' threshold for the row", threshold(row.sorted(by: >)))])
  }

  /// `s·g − w·Σ s·g` with s true above τ and w the weights of the numbers in τ.
  ///
  /// A number that comes k-th in falling order stands in the sums from the k-th on, which is (|S| − k + 1)/|S| of τ for
  /// the k in S.
  package func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    guard let axis = x.shape.axis(axis) else { return nil }
    // Of every number of a row, how it stands to all of them: two axes in place of one.
    func spread(_ term: Term, at place: Int) -> Term {
      term(Reshape(x.shape.inserting(1, at: place).dims))
    }
    let (own, other) = (spread(x, at: axis + 1), spread(x, at: axis))
    let isAbove = Term.apply(GreaterEqual(), [other, own])
    let sum = Reduce(.sum, axes: [axis + 1])
    let (rank, running) = (isAbove.counted(like: x)(sum), (isAbove * other)(sum))
    let inTau = Term.apply(Greater(), [x - (running - 1) / rank, 0])
    let count = inTau.counted(like: x)(rowSum)
    let support = Term.apply(Greater(), [y, 0]).counted(like: x)
    let weights = Term.select(inTau, (count - rank + 1) / count, 0)
    return g * support - weights * (g * support)(rowSum)
  }

  package static func text(_ own: Formula, _ shared: [Formula]) -> Formula {
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
