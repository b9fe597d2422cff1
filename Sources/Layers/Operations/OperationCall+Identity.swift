import Equations
import Tensors
import Terms

/// Identity matrices.
extension OperationCall {
  /// 1 on the diagonal of so many rows and columns, 0 elsewhere; as many columns as rows unless told.
  func identity(
    _ rows: Int, _ given: Int? = nil, dtype: DType, as name: Name = "E"
  ) throws -> Term {
    let columns = given ?? rows
    return try eq.constant(name, [rows, columns], dtype) {
      (0..<rows * columns).map { $0 / columns == $0 % columns ? 1 : 0 }
    }
  }

  /// The lower triangle of so many rows and columns, with the diagonal, as truth values.
  func lowerTriangle(_ n: Int, as name: Name = "m") throws -> Term {
    try eq.constant(name, [n, n], .bool) { (0..<n * n).map { $0 % n <= $0 / n ? 1 : 0 } }
  }

  /// Whether one of the numbers of a term is true.
  func someOf(_ isTrue: Term) -> Term {
    isTrue.shape.rank == 0 ? isTrue : isTrue(Reduce(.any))
  }
}
