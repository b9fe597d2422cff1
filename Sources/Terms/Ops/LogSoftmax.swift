import CKernels

/// `log_softmax(x) = x − max − ln Σe^(x−max)`: along an axis.
package struct LogSoftmax: RowOp {
  package static let name = "log_softmax"
  package static let single: RowsF32 = ks_log_softmax_rows_f32
  package static let double: RowsF64 = ks_log_softmax_rows_f64

  package static let code = RowCode(
    "log_softmax",
    numpy: [
      "x = x - np.max(x, axis=axis, keepdims=True)",
      "return x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True))",
    ],
    c: [
      "real most = x[0], sum = 0;",
      "for (int k = 1; k < n; k++) most = x[k * step] > most ? x[k * step] : most;",
      "for (int k = 0; k < n; k++) sum += $exp(x[k * step] - most);",
      "sum = $log(sum);",
      "for (int k = 0; k < n; k++) out[k * step] = x[k * step] - most - sum;",
    ],
    swift: [
      "var most = x[0]",
      "for k in 0..<n { most = max(most, x[k * step]) }",
      "var sum: real = 0",
      "for k in 0..<n { sum += $exp(x[k * step] - most) }",
      "sum = $log(sum)",
      "for k in 0..<n { out[k * step] = x[k * step] - most - sum }",
    ])

  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package static func working(_ row: [Double]) -> RowWorking { .powers(row) }

  /// `g − e^y·Σg`: e^y is the softmax.
  package func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    g - y(Exp()) * g(rowSum)
  }

  package static func text(_ own: Formula, _ shared: [Formula]) -> Formula {
    .infix(.infix(own, "−", shared[0], .sum), "−", .call("ln", [shared[1]]), .sum)
  }
}
