import CKernels

/// `softmax(x) = e^(x−max)/Σe^(x−max)`: along an axis; positive and summing to 1.
package struct Softmax: RowOp {
  package static let name = "softmax"
  package static let single: RowsF32 = ks_softmax_rows_f32
  package static let double: RowsF64 = ks_softmax_rows_f64

  package static let code = RowCode(
    "softmax",
    numpy: [
      "e = np.exp(x - np.max(x, axis=axis, keepdims=True))",
      "return e / np.sum(e, axis=axis, keepdims=True)",
    ],
    c: [
      "real most = x[0], sum = 0;",
      "for (int k = 1; k < n; k++) most = x[k * step] > most ? x[k * step] : most;",
      "for (int k = 0; k < n; k++) out[k * step] = $exp(x[k * step] - most);",
      "for (int k = 0; k < n; k++) sum += out[k * step];",
      "for (int k = 0; k < n; k++) out[k * step] /= sum;",
    ],
    swift: [
      "var most = x[0]",
      "for k in 0..<n { most = max(most, x[k * step]) }",
      "var sum: real = 0",
      "for k in 0..<n {",
      "  out[k * step] = $exp(x[k * step] - most)",
      "  sum += out[k * step]",
      "}",
      "for k in 0..<n { out[k * step] /= sum }",
    ])

  package let axis: Int

  package init(axis: Int = -1) { self.axis = axis }

  package static func working(_ row: [Double]) -> RowWorking { .powers(row) }

  /// `y·(g − Σ g·y)`.
  package func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? {
    y * (g - (g * y)(rowSum))
  }

  package static func text(_ own: Formula, _ shared: [Formula]) -> Formula {
    let power = Formula.infix(own, "−", shared[0], .sum)
    return .infix(Formula("e^\(power.bracketed(below: .atom))", .power), "/", shared[1], .product)
  }
}
