import CKernels

/// `sparsemax(x) = max(x − τ, 0)`: along an axis, with τ such that the row sums to 1.
package struct Sparsemax: RowOp {
  package static let name = "sparsemax"
  package static let single: RowsF32 = ks_sparsemax_rows_f32
  package static let double: RowsF64 = ks_sparsemax_rows_f64

  package static let code = RowCode(
    "sparsemax",
    numpy: [
      "z = -np.sort(-x, axis=axis)",
      "k = np.arange(1, x.shape[axis] + 1, dtype=real)",
      "k = k.reshape([-1 if a == axis % x.ndim else 1 for a in range(x.ndim)])",
      "tau = (np.cumsum(z, axis=axis) - 1) / k",
      "count = np.sum(z > tau, axis=axis, keepdims=True)",
      "return np.maximum(x - np.take_along_axis(tau, count - 1, axis), 0)",
    ],
    c: [
      "/* tau such that the numbers above it, less tau, sum to 1: drop what is below, again. */",
      "real most = x[0], tau;",
      "for (int k = 1; k < n; k++) most = x[k * step] > most ? x[k * step] : most;",
      "tau = most - 1;",
      "for (int pass = 0, before = n + 1, count; pass <= n; pass++, before = count) {",
      "  real sum = 0;",
      "  count = 0;",
      "  for (int k = 0; k < n; k++)",
      "    if (x[k * step] > tau) { sum += x[k * step] - most; count++; }",
      "  if (count == before || count == 0) break;",
      "  tau = most + (sum - 1) / (real)count;",
      "}",
      "for (int k = 0; k < n; k++) out[k * step] = x[k * step] > tau ? x[k * step] - tau : 0;",
    ],
    swift: [
      "// tau such that the numbers above it, less tau, sum to 1: drop what is below, again.",
      "var most = x[0]",
      "for k in 0..<n { most = max(most, x[k * step]) }",
      "var tau = most - 1",
      "var before = n + 1",
      "while true {",
      "  var sum: real = 0",
      "  var count = 0",
      "  for k in 0..<n where x[k * step] > tau {",
      "    sum += x[k * step] - most",
      "    count += 1",
      "  }",
      "  if count == 0 || count >= before { break }",
      "  before = count",
      "  tau = most + (sum - 1) / real(count)",
      "}",
      "for k in 0..<n { out[k * step] = max(x[k * step] - tau, 0) }",
    ])

  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package static func working(_ row: [Double]) -> RowWorking {
    RowWorking([.init("τ", "such that the row sums to 1", threshold(row.sorted(by: >)))])
  }

  /// g less its mean over the row's numbers above τ, there; 0 elsewhere.
  package func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    let support = Term.apply(Greater(), [y, 0])
    return .select(support, g - (g * support)(rowSum) / support.counted(like: x)(rowSum), 0)
  }

  package static func text(_ own: Formula, _ shared: [Formula]) -> Formula {
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
