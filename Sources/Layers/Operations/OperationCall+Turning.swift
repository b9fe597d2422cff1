import Equations
import Tensors
import Terms

/// Matrices as products of a turn and a triangle.
extension OperationCall {
  /// Q and R with Q·R = A by Householder's mirrors: R a triangle whose diagonal has the other sign than what was there.
  ///
  /// Where nothing is below the diagonal the row's sign is turned back, so that it stays as it was, as in LAPACK; a
  /// mirror all the same, for its slope is that of Q and R there.
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
    var mirrors: [Mirror] = []
    for k in 0..<min(m - 1, n) {
      let mirror = try mirror(k, of: R, r)
      mirrors.append(mirror)
      R = try eq(.numbered("R", k + 1), mirror.sign * mirror.reflected(R), "mirrored")
    }
    return try parts(mirrors, R, m, isComplete ? m : min(m, n))
  }

  /// A mirror `I − τ·v·vᵀ`, and the signs of the rows behind it.
  private struct Mirror {
    let v, tau, sign: Term

    func reflected(_ R: Term) -> Term {
      let count = v.shape.count
      return R - tau * (v(Reshape([count, 1])) * (v(Reshape([1, count])) • R))
    }
  }

  /// The mirror that makes column k of R 0 below the diagonal.
  private func mirror(_ k: Int, of R: Term, _ r: Term) throws -> Mirror {
    let x = column(k, of: R)
    let isBelow = Term.apply(Greater(), [r, .number(Double(k))])
    let isThere = Term.apply(Equal(), [r, .number(Double(k))])
    let own = R(Slice([.at(k), .at(k)]))
    let rest = try eq(
      .numbered("s", k + 1), Term.select(isBelow, x, 0)(Square())(Reduce(.sum)),
      "what is below the diagonal, squared")
    let square = own(Square()) + rest
    let isEmpty = Term.apply(Equal(), [square, 0])
    let length = Term.select(isEmpty, 1, square)(Sqrt())
    let beta = try eq(
      .numbered("beta", k + 1), .select(.apply(GreaterEqual(), [own, 0]), -length, length),
      "what column \(k) becomes on the diagonal, or 1 where all of it is 0")
    let v = try eq(
      .numbered("v", k + 1),
      .select(isThere, 1, .select(isBelow, x / .select(isEmpty, 1, own - beta), 0)),
      "what is mirrored by")
    let tau = try eq(
      .numbered("tau", k + 1), .select(isEmpty, 0, (beta - own) / beta),
      "how much of it is taken off")
    let isFlat = Term.apply(
      LogicalAnd(), [.apply(Equal(), [rest, 0]), .apply(NotEqual(), [own, 0])])
    let sign = try eq(
      .numbered("e", k + 1),
      column(Term.select(.apply(LogicalAnd(), [isThere, isFlat]), -1, 1)(Cast(dtype(of: R)))),
      "-1 where the row was as it should be, and stays")
    return Mirror(v: v, tau: tau, sign: sign)
  }

  /// The product of all mirrors, and the triangle without what rounding left below it.
  private func parts(_ mirrors: [Mirror], _ R: Term, _ m: Int, _ count: Int) throws -> [Term] {
    let n = R.shape[1]
    var Q = try identity(m, count, dtype: dtype(of: R))
    for (k, mirror) in mirrors.enumerated().reversed() {
      Q = try eq(.numbered("Q", k + 1), mirror.reflected(mirror.sign * Q), "mirrored back")
    }
    let keeps = try eq.constant("m", [count, n], .bool) {
      (0..<count * n).map { $0 / n <= $0 % n ? 1 : 0 }
    }
    let upper = R(Slice([.range(0, count, step: nil)]))
    return [Q, .select(keeps, upper, 0)]
  }
}
