import Equations
import Tensors
import Terms

/// The matrix product of an operation, whose axes before the last two must not meet the batch.
extension OperationCall {
  func product() throws -> Term {
    // How the sides are stored, and what training does with them.
    for name in ["a_is_sparse", "b_is_sparse", "grad_a", "grad_b"] { _ = try flag(name) }
    let arguments = try given([["x1", "a", "x"], ["x2", "b", "y"]])
    let sides = arguments.map { side($0) }
    guard let first = sides[0], let second = sides[1] else {
      throw misuse("of \(arguments.map(\.text).joined(separator: " and ")) is not supported")
    }
    let (left, right) = (first.beside(second), second.beside(first))
    try checkBatch(left, right)
    // Of real numbers the adjoint is the transposed.
    let a = try turned(left, if: "transpose_a", "adjoint_a")
    let b = try turned(right, if: "transpose_b", "adjoint_b")
    let narrow = [a, b].allSatisfy { dtype(of: $0) == .int8 } && first.rank > 1 && second.rank > 1
    let told = try dtype("output_type")
    let y = a • b
    let own = dtype(of: y)
    // A product of truth values is a number here, a truth value in Keras.
    if own == .bool { return .apply(NotEqual(), [y, 0]) }
    if own.isFloat || told != nil { return wrapped(y, to: told ?? own) }
    if isTensorFlow { return try wholeProduct(a, b) }
    return narrow ? wrapped(y, to: .int32) : cutProduct(a, b, to: own)
  }

  /// One side: a tensor, with the batch axis that is not shown, or an array of the file.
  private enum Side {
    case tensor(Term)
    case array(Tensor)

    /// How many axes it has in Keras.
    var rank: Int {
      switch self {
      case .tensor(let term): term.shape.rank + 1
      case .array(let array): array.shape.rank
      }
    }

    var isTensor: Bool { if case .tensor = self { true } else { false } }

    /// An array without the axis of length 1 that stands for the batch of the other side.
    func beside(_ other: Side) -> Side {
      guard case .array(let array) = self, other.isTensor, other.rank >= 3,
        array.shape.rank == other.rank, array.shape[0] == 1
      else { return self }
      return array.reshaped(array.shape.removing(0)).map { .array($0) } ?? self
    }
  }

  private func side(_ argument: Argument<Signal>) -> Side? {
    if case .tensor(let signal) = argument { return .tensor(signal.term) }
    let format = call.inputs.first.map { dtype(of: $0.term) }
    return array(argument, beside: format).map { .array($0) }
  }

  /// Axes before the last two stand beside each other from the back; the batch may meet nothing
  /// but itself, and no product may go over it.
  private func checkBatch(_ left: Side, _ right: Side) throws {
    guard left.isTensor || right.isTensor else { return }
    if left.isTensor, right.isTensor {
      guard left.rank == right.rank, left.rank >= 3 else {
        throw misuse("of samples of \(left.rank - 1) and \(right.rank - 1) axes mixes samples")
      }
      return
    }
    let tensor = left.isTensor ? left.rank : right.rank
    let array = left.isTensor ? right.rank : left.rank
    // x·W: with one axis before the last in x, and W a matrix or a vector, the batch is the rows.
    guard tensor >= (left.isTensor ? 2 : 3), array <= 2 || array < tensor else {
      throw misuse("with an array of \(array) axes would mix samples")
    }
  }

  private func turned(_ side: Side, if names: String...) throws -> Term {
    let isTurned = try names.map { try flag($0) }.contains(true)
    let term: Term
    switch side {
    case .tensor(let tensor): term = tensor
    case .array(let array): term = eq.constant("c", array)
    }
    guard isTurned else { return term }
    let rank = term.shape.rank
    guard rank >= 2 else { throw misuse("with \(names[0])=1 mixes samples") }
    return term(Permute(Array(0..<rank - 2) + [rank - 1, rank - 2]))
  }
}
