import Equations
import Tensors
import Terms

/// Rows of matrices turned two by two, as Jacobi did: after enough rounds nothing is left between any two of them.
extension OperationCall {
  /// How many rows a matrix may have that is turned so.
  static var mostTurned: Int { 16 }

  /// Whose row is turned with whose.
  struct Pairing {
    /// The partner of every row; a row without one has itself.
    let partners: Term
    /// 1 for the first of two partners, -1 for the second, 0 for a row without one.
    let first: Term

    /// The rows of a matrix in their partners' places.
    func exchanged(_ A: Term) -> Term { .apply(Gather(), [A, partners]) }
  }

  /// As many rounds as it takes for every row to meet every other one.
  private func rounds(_ n: Int, _ dtype: DType) throws -> [Pairing] {
    guard n > 1 else { return [] }
    // The seats of a tournament: the first stays, all others go on by one.
    var seats = Array(0..<n + n % 2)
    return try (1..<seats.count).map { number in
      var (partners, first) = (Array(0..<n), [Double](repeating: 0, count: n))
      for place in 0..<seats.count / 2 {
        let pair = [seats[place], seats[seats.count - 1 - place]].sorted()
        guard pair[1] < n else { continue }
        (partners[pair[0]], partners[pair[1]]) = (pair[1], pair[0])
        (first[pair[0]], first[pair[1]]) = (1, -1)
      }
      seats = [seats[0], seats[seats.count - 1]] + seats[1..<seats.count - 1]
      let signs = first
      return Pairing(
        partners: try eq.constant(.numbered("p", number), [n], .int32) {
          partners.map(Double.init)
        },
        first: try eq.constant(.numbered("f", number), [n, 1], dtype) { signs })
    }
  }

  /// Every round so often that the numbers of a format change no more, where they are graded too.
  func allRounds(_ n: Int, _ dtype: DType) throws -> [Pairing] {
    let isDouble = dtype == .float64
    let times =
      n <= 2 ? 2 : n <= 4 ? (isDouble ? 6 : 5) : n <= 8 ? (isDouble ? 8 : 7) : (isDouble ? 12 : 10)
    let once = try rounds(n, dtype)
    return (0..<times).flatMap { _ in once }
  }

  /// Cosine and sine, as columns, of the turn of every row with its partner, after which nothing of `o` is left between them;
  /// d is what each has by itself.
  ///
  /// `t = ±2o / (|g| + √(g² + 4o²))` with the gap g of both.
  func turn(
    _ d: Term, _ o: Term, _ round: Pairing, _ step: Int
  ) throws -> (c: Term, s: Term) {
    let gap = try eq(
      .numbered("g", step), round.exchanged(d) - d, "how much more the partner has")
    let side = Term.select(.apply(Equal(), [gap, 0]), round.first, gap(Sign()))
    let squares = gap(Square()) + 4 * o(Square())
    let isDone = Term.apply(Equal(), [squares, 0])
    let root = gap(Abs()) + Term.select(isDone, 1, squares)(Sqrt())
    let t = try eq(
      .numbered("t", step), .select(isDone, 0, side * (2 * o) / root), "the turns' tangents")
    let c = try eq(.numbered("c", step), (1 + t(Square()))(Rsqrt()), "their cosines")
    return (c, try eq(.numbered("s", step), t * c, "their sines"))
  }

  /// A matrix without what makes its squares too large or too small, and by what it was divided.
  func scaled(_ A: Term) throws -> (A: Term, scale: Term) {
    let most = A(Abs())(Reduce(.max))(StopGradient())
    let scale = try eq(
      "scale", .select(.apply(Equal(), [most, 0]), 1, most), "the greatest number of the matrix")
    return (try eq("A", A / scale), scale)
  }

  /// The eigenvalues of a symmetric matrix in rising order; what is above its diagonal is not read.
  func eigenvalues(_ matrix: Term) throws -> Term {
    let own = try square(matrix)
    let n = own.shape[0]
    guard n <= OperationCall.mostTurned else {
      throw misuse("of a matrix of more than \(OperationCall.mostTurned) rows is not supported")
    }
    let whole = Term.select(try lowerTriangle(n), own, own(Permute()))
    let (start, scale) = try scaled(whole)
    var A = start
    for (step, round) in try allRounds(n, dtype(of: own)).enumerated() {
      // Of both sides of the diagonal, for what rounding left unlike would be no turn.
      let both = (A + A(Permute())) / 2
      let between = column(try diagonal(round.exchanged(both), 0))
      let (c, s) = try turn(column(try diagonal(A, 0)), between, round, step + 1)
      let half = try eq(.numbered("B", step + 1), c * A - s * round.exchanged(A), "rows turned")
      let turned = half(Permute())
      A = try eq(
        .numbered("A", step + 1), c * turned - s * round.exchanged(turned), "columns turned")
    }
    return scale * (try diagonal(A, 0)(Sort()))
  }
}
