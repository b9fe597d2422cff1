import Equations
import Tensors
import Terms

/// Kronecker's product.
extension OperationCall {
  /// Every number of one operand times all of the other, which is an array of the file: axis by axis they stand in each
  /// other.
  func kronecker() throws -> Term {
    let arguments = try given([["x1", "a"], ["x2", "b"]])
    let isFirst = arguments[0].tensors.count == 1
    let (own, other) = isFirst ? (arguments[0], arguments[1]) : (arguments[1], arguments[0])
    guard case .tensor(let signal) = own, other.tensors.isEmpty,
      let array = array(other, beside: dtype(of: signal.term))
    else { throw misuse("of two tensors of the graph mixes samples") }
    let x = signal.term
    let rank = x.shape.rank
    // The first axis of as many as x has with the samples is theirs.
    guard array.shape.rank <= rank || (array.shape.rank == rank + 1 && array.shape[0] == 1) else {
      throw misuse("of \(x.shape) and an array \(array.shape) mixes samples")
    }
    let short = array.shape.rank > rank ? Array(array.shape.dims.dropFirst()) : array.shape.dims
    let dims = [Int](repeating: 1, count: rank - short.count) + short
    func apart(_ dims: [Int], isOuter: Bool) -> [Int] {
      dims.flatMap { isOuter ? [$0, 1] : [1, $0] }
    }
    guard let flat = array.reshaped(Shape(apart(dims, isOuter: !isFirst))) else {
      throw misuse("of \(x.shape) and an array \(array.shape) is not supported")
    }
    let (a, b) = (x(Reshape(apart(x.shape.dims, isOuter: isFirst))), eq.constant("c", flat))
    let product = wrapped(isFirst ? a * b : b * a)
    return product(Reshape(zip(x.shape.dims, dims).map { $0 * $1 }))
  }
}
