import Equations
import Tensors
import Terms

/// Matrices as products: of triangles, and of a turn and a triangle.
extension OperationCall {
  /// 1 on the diagonal of a matrix as large as another.
  func identity(like A: Term) throws -> Term {
    let n = A.shape[0]
    return try eq.constant("E", [n, n], dtype(of: A)) {
      (0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 }
    }
  }

  /// L and U with L·U = A, its rows exchanged, in one matrix, for L has 1 on its diagonal; and which row of A stands where.
  func factored(_ matrix: Term) throws -> (parts: Term, places: Term) {
    let own = try square(matrix)
    let n = own.shape[0]
    let r = try rows(n, dtype(of: own))
    // The places of the rows are a column more, which is exchanged with them.
    var A = try eq(
      .numbered("A", 0), .apply(Concatenate(axis: 1), [own, column(r)]),
      "with the numbers of the rows")
    for k in 0..<n - 1 {
      let (B, _) = try pivoted(A, k, r)
      let pivot = B(Slice([.at(k), .at(k)]))
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
    return (
      A(Slice([.all, .range(0, n, step: nil)])), A(Slice([.all, .at(n)]))(Cast(.int32))
    )
  }

  /// Q and R with Q·R = A by Householder's mirrors: R a triangle whose diagonal has the other sign than what was there.
  func turnedUpright(_ A: Term, isComplete: Bool) throws -> [Term] {
    guard A.shape.rank == 2, A.shape.count > 0,
      A.shape.dims.allSatisfy({ $0 <= OperationCall.longest })
    else {
      throw misuse(
        "of \(A.shape), which is no matrix of a sample of at most \(OperationCall.longest) rows and columns, is not supported"
      )
    }
    let (m, n) = (A.shape[0], A.shape[1])
    let r = try rows(m, dtype(of: A))
    var R = A
    var mirrors: [Term] = []
    for k in 0..<min(m - 1, n) {
      let x = column(k, of: R)
      let isOpen = Term.apply(GreaterEqual(), [r, .number(Double(k))])
      let isBelow = Term.apply(Greater(), [r, .number(Double(k))])
      let own = R(Slice([.at(k), .at(k)]))
      let rest = Term.select(isBelow, x, 0)(Square())(Reduce(.sum))
      let length = (own(Square()) + rest)(Sqrt())
      let beta = try eq(
        .numbered("beta", k + 1),
        .select(
          .apply(Equal(), [rest, 0]), own,
          .select(.apply(GreaterEqual(), [own, 0]), -length, length)),
        "what column \(k) becomes on the diagonal")
      // x − β on the diagonal; nothing where all below it is 0 already.
      let isThere = Term.apply(Equal(), [r, .number(Double(k))])
      let v = try eq(
        .numbered("v", k + 1), .select(isOpen, .select(isThere, x - beta, x), 0),
        "what is mirrored by")
      let square = v(Square())(Reduce(.sum))
      let share = try eq(
        .numbered("tau", k + 1), .select(.apply(Equal(), [rest, 0]), 0, 2 / square),
        "how much of it is taken off")
      mirrors.append(v)
      let parts = v(Reshape([1, m])) • R
      R = try eq(.numbered("R", k + 1), R - share * (column(v) * parts), "mirrored")
      mirrors.append(share)
    }
    return try parts(mirrors, R, m, isComplete ? m : min(m, n))
  }

  /// The product of all mirrors, and the triangle without what rounding left below it.
  private func parts(_ mirrors: [Term], _ R: Term, _ m: Int, _ count: Int) throws -> [Term] {
    let n = R.shape[1]
    var Q = try eq.constant("E", [m, count], dtype(of: R)) {
      (0..<m * count).map { $0 / count == $0 % count ? 1 : 0 }
    }
    for k in stride(from: mirrors.count - 2, through: 0, by: -2) {
      let (v, share) = (mirrors[k], mirrors[k + 1])
      Q = try eq(
        .numbered("Q", k / 2 + 1), Q - share * (column(v) * (v(Reshape([1, m])) • Q)),
        "mirrored back")
    }
    let keeps = try eq.constant("m", [count, n], .bool) {
      (0..<count * n).map { $0 / n <= $0 % n ? 1 : 0 }
    }
    let upper = R(Slice([.range(0, count, step: nil)]))
    return [Q, .select(keeps, upper, 0)]
  }
}
