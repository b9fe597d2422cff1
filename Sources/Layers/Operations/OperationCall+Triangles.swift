import Equations
import Tensors
import Terms

/// Matrices made of a triangle, and systems of equations of one.
extension OperationCall {
  /// L with A = L·Lᵀ, and whether a pivot is not above 0, so that there is none.
  func cholesky(_ matrix: Term) throws -> (L: Term, fails: Term) {
    var A = try square(matrix)
    let n = A.shape[0]
    let r = try rows(n, dtype(of: A))
    var (columns, pivots): ([Term], [Term]) = ([], [])
    for k in 0..<n {
      pivots.append(A(Slice([.at(k), .at(k)]))(Reshape([1])))
      let whole = column(k, of: A) / A(Slice([.at(k), .at(k)]))(Sqrt())
      let own =
        k == 0 ? whole : .select(.apply(GreaterEqual(), [r, .number(Double(k))]), whole, 0)
      let l = try eq(.numbered("l", k + 1), own, "column \(k) by the root of its pivot")
      columns.append(column(l))
      guard k < n - 1 else { break }
      A = try eq(
        .numbered("A", k + 1), A - column(l) * l(Reshape([1, n])), "less what that column makes")
    }
    guard n > 1 else { return (columns[0], someOf(.apply(LessEqual(), [pivots[0], 0]))) }
    let fails = someOf(.apply(LessEqual(), [.apply(Concatenate(), pivots), 0]))
    return (.apply(Concatenate(axis: 1), columns), fails)
  }

  /// X with A·X = B, A being 0 above its diagonal, or below it.
  func substituted(_ matrix: Term, _ right: Term, isLower: Bool) throws -> Term {
    let (A, right) = try system(matrix, right)
    let n = A.shape[0]
    var B = right
    let r = try rows(n, dtype(of: A))
    var found = [Term](repeating: B, count: n)
    for (step, k) in (isLower ? Array(0..<n) : (0..<n).reversed()).enumerated() {
      let x = try eq(
        .numbered("x_row", k + 1), row(k, of: B) / A(Slice([.at(k), .range(k, k + 1, step: nil)])),
        "row \(k) by what is on the diagonal")
      found[k] = x
      guard step < n - 1 else { break }
      let place = Term.number(Double(k))
      let isOpen: Term = isLower ? .apply(Greater(), [r, place]) : .apply(Less(), [r, place])
      B = try eq(
        .numbered("B", step + 1), B - column(.select(isOpen, column(k, of: A), 0)) * x,
        "the other rows less their part of it")
    }
    return n == 1 ? found[0] : .apply(Concatenate(axis: 0), found)
  }
}
