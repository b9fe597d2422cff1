import Equations
import Tensors
import Terms

/// Singular values: the norms of a matrix' rows once they are turned to be at right angles.
extension OperationCall {
  /// The rows of a matrix (k, m) turned until each is at right angles to all others, whose norms are the singular values.
  struct Turned {
    /// The rows; of the matrix as it was divided.
    let W: Term
    /// What turned them: `W = K·A`.
    let K: Term?
    /// The squares of their norms, a column.
    let squares: Term
    let scale: Term

    /// The singular values, as they stand.
    var values: Term {
      let isZero = Term.apply(Equal(), [squares, 0])
      let roots = Term.select(isZero, 0, Term.select(isZero, 1, squares)(Sqrt()))
      return scale * roots(Reshape([squares.shape.count]))
    }
  }

  /// The rows of a matrix with as many rows as columns or less, turned; with `keepsTurns` what turned them too.
  func turned(_ matrix: Term, keepsTurns: Bool) throws -> Turned {
    let k = matrix.shape[0]
    let (start, scale) = try scaled(matrix)
    var W = start
    let dtype = dtype(of: matrix)
    var K = try keepsTurns ? identity(k, dtype: dtype) : nil
    for (step, round) in try allRounds(k, dtype).enumerated() {
      func sum(_ a: Term) -> Term { a(Reduce(.sum, axes: [1], keepsAxes: true)) }
      let (c, s) = try turn(
        sum(W(Square())), sum(W * round.exchanged(W)), round, step + 1)
      W = try eq(.numbered("W", step + 1), c * W - s * round.exchanged(W), "rows turned")
      K = try K.map { K in
        try eq(.numbered("K", step + 1), c * K - s * round.exchanged(K), "what turned them")
      }
    }
    let squares = try eq(
      "d", W(Square())(Reduce(.sum, axes: [1], keepsAxes: true)), "the rows' squares")
    return Turned(W: W, K: K, squares: squares, scale: scale)
  }

  /// A matrix of a sample whose shorter side is not too long, and it or its transpose with the fewer rows.
  func flat(_ matrix: Term) throws -> (A: Term, isTransposed: Bool) {
    let own = real(matrix)
    guard own.shape.rank == 2, own.shape.count > 0,
      own.shape.dims.min() ?? 0 <= OperationCall.mostTurned
    else {
      throw misuse(
        "of \(own.shape), which is no matrix of a sample of at most \(OperationCall.mostTurned) rows or columns, is not supported"
      )
    }
    let isTransposed = own.shape[0] > own.shape[1]
    return (isTransposed ? own(Permute()) : own, isTransposed)
  }

  /// The singular values of a matrix in falling order.
  func singularValues(_ matrix: Term) throws -> Term {
    let values = try turned(flat(matrix).A, keepsTurns: false).values
    return values(Sort())(Flip(axis: -1))
  }
}
