import Equations
import Tensors
import Terms

/// Matrices by Gauss' elimination, an equation or three for every column.
extension OperationCall {
  /// How many rows a matrix may have that is gone through column by column.
  static var longest: Int { 32 }

  /// A square matrix of a sample, from a tensor of the graph.
  func square(_ term: Term) throws -> Term {
    guard term.shape.rank == 2, term.shape[0] == term.shape[1], term.shape[0] > 0 else {
      throw misuse("of \(term.shape), which is no square matrix of a sample, is not supported")
    }
    guard term.shape[0] <= OperationCall.longest else {
      throw misuse("of a matrix of more than \(OperationCall.longest) rows is not supported")
    }
    return real(term)
  }

  /// Both sides of A·X = B: A (n, n) and B (n, m).
  func system(_ matrix: Term, _ right: Term) throws -> (A: Term, B: Term) {
    let (A, B) = (try square(matrix), real(right))
    guard B.shape.rank == 2, B.shape[0] == A.shape[0] else {
      throw misuse("of \(A.shape) and \(B.shape) is not supported")
    }
    return (A, B)
  }

  /// 0, 1, …, n − 1, to choose rows by.
  func rows(_ n: Int, _ dtype: DType) throws -> Term {
    try eq.constant("r", [n], dtype) { (0..<n).map(Double.init) }
  }

  func column(_ a: Term) -> Term { a(Reshape([a.shape.count, 1])) }
  func column(_ k: Int, of A: Term) -> Term { A(Slice([.all, .at(k)])) }
  func row(_ k: Int, of A: Term) -> Term {
    A(Slice([.range(k, k + 1, step: nil)]))
  }

  /// A with the greatest number of column k, from row k on, brought up to row k; and the row where it stood.
  func pivoted(_ A: Term, _ k: Int, _ r: Term) throws -> (A: Term, place: Term?) {
    let n = A.shape[0]
    guard k < n - 1 else { return (A, nil) }
    let sizes = column(k, of: A)(Abs())
    let open = k == 0 ? sizes : .select(.apply(GreaterEqual(), [r, .number(Double(k))]), sizes, -1)
    let p = try eq(
      .numbered("p", k + 1), open(Reduce(.argmax))(Cast(dtype(of: A))),
      "the row with the greatest number of column \(k)")
    let own = Term.number(Double(k))
    let order = Term.select(
      .apply(Equal(), [r, own]), p, .select(.apply(Equal(), [r, p]), own, r))
    let swapped = try eq(
      .numbered("B", k + 1), .apply(Gather(), [A, order]), "that row and row \(k) exchanged")
    return (swapped, p)
  }

  /// The pivots of a matrix and the sign of the exchanges: their product is the determinant.
  func pivots(_ matrix: Term) throws -> (pivots: Term, sign: Term) {
    var A = try square(matrix)
    let n = A.shape[0]
    let r = try rows(n, dtype(of: A))
    var (found, sign): ([Term], Term) = ([], 1)
    for k in 0..<n {
      let (B, place) = try pivoted(A, k, r)
      let pivot = B(Slice([.at(k), .at(k)]))
      found.append(pivot(Reshape([1])))
      guard let place else { break }
      sign = sign * .select(.apply(Equal(), [place, .number(Double(k))]), 1, -1)
      // Where the pivot is 0 so is all below it.
      let isBelow = Term.apply(
        LogicalAnd(),
        [.apply(Greater(), [r, .number(Double(k))]), .apply(NotEqual(), [pivot, 0])])
      let factors = Term.select(isBelow, column(k, of: B) / pivot, 0)
      A = try eq(
        .numbered("A", k + 1), B - column(factors) * row(k, of: B),
        "rows below less their part of row \(k)")
    }
    let diagonal = n == 1 ? found[0] : .apply(Concatenate(), found)
    return (try eq("d", diagonal, "what is on the diagonal"), sign)
  }

  /// X with A·X = B (n, m).
  func solved(_ matrix: Term, _ right: Term) throws -> Term {
    let (square, right) = try system(matrix, right)
    let n = square.shape[0]
    let r = try rows(n, dtype(of: square))
    var A = try eq(
      .numbered("A", 0), .apply(Concatenate(axis: 1), [square, right]), "both sides in one matrix")
    var pivots: [Term] = []
    for k in 0..<n {
      let (B, _) = try pivoted(A, k, r)
      pivots.append(B(Slice([.at(k), .at(k)])))
      let own = row(k, of: B) / B(Slice([.at(k), .range(k, k + 1, step: nil)]))
      let isOwn = column(.apply(Equal(), [r, .number(Double(k))]))
      A = try eq(
        .numbered("A", k + 1), .select(isOwn, own, B - column(column(k, of: B)) * own),
        "row \(k) by its pivot, every other row less its part of it")
    }
    let ends = try refused(zeroAmong: pivots)
    return .select(ends, .number(.nan), A(Slice([.all, .range(n, nil, step: nil)])))
  }

  /// Whether a pivot is 0, for which Keras ends with an error.
  func refused(zeroAmong pivots: [Term]) throws -> Term {
    let ones = pivots.map { $0(Reshape([1])) }
    let all = ones.count == 1 ? ones[0] : .apply(Concatenate(), ones)
    return try eq.refused(
      where: .apply(Equal(), [all, 0]), "the matrix has no inverse, for a pivot is 0")
  }
}
