import Equations
import Tensors
import Terms

/// Matrices as products of two triangles.
extension OperationCall {
  /// L and U with L·U = A, its rows exchanged, in one matrix, for L has 1 on its diagonal; and which row of A stands where.
  func factored(_ matrix: Term) throws -> (parts: Term, places: Term) {
    let own = try square(matrix)
    let n = own.shape[0]
    let r = try rows(n, dtype(of: own))
    // The places of the rows are a column more, which is exchanged with them.
    var A = try eq(
      .numbered("A", 0), .apply(Concatenate(axis: 1), [own, column(r)]),
      "with the numbers of the rows")
    var pivots: [Term] = []
    for k in 0..<n - 1 {
      let (B, _) = try pivoted(A, k, r)
      let pivot = B(Slice([.at(k), .at(k)]))
      pivots.append(pivot)
      let isBelow = Term.apply(Greater(), [r, .number(Double(k))])
      let factors = Term.select(isBelow, column(k, of: B) / pivot, 0)
      // What is in the column's place is how much of the row was taken off.
      let right = try eq.constant(.numbered("m", k + 1), [1, n + 1], .bool) {
        (0...n).map { $0 > k && $0 < n ? 1 : 0 }
      }
      let own = try eq.constant(.numbered("k", k + 1), [1, n + 1], .bool) {
        (0...n).map { $0 == k ? 1 : 0 }
      }
      let less = B - column(factors) * .select(right, row(k, of: B), 0)
      let isKept = Term.apply(LogicalAnd(), [own, column(isBelow)])
      A = try eq(
        .numbered("A", k + 1), .select(isKept, column(factors), less),
        "rows below less their part of row \(k), which is kept in column \(k)")
    }
    pivots.append(A(Slice([.at(n - 1), .at(n - 1)])))
    let ends = try refused(zeroAmong: pivots)
    return (
      .select(ends, .number(.nan), A(Slice([.all, .range(0, n, step: nil)]))),
      A(Slice([.all, .at(n)]))(Cast(.int32))
    )
  }
}
