import Tensors
import Terms

/// Norms of vectors and matrices, and vectors of norm 1.
extension OperationCall {
  /// Which norm is meant.
  enum Order: Equatable {
    case number(Double)
    /// Keras' `"fro"`, TensorFlow's `"euclidean"`: the root of all squares.
    case euclidean

    /// The sum of the singular values of a matrix.
    case nuclear

    /// What of a matrix' singular values the norm is; nil where it is made without them.
    var ofSingularValues: Reduce.Kind? {
      switch self {
      case .nuclear: .sum
      case .number(2): .max
      case .number(-2): .min
      default: nil
      }
    }

    /// Whether the norm is `√Σx²`.
    var isRootOfSquares: Bool { self == .euclidean || self == .number(2) }
  }

  /// A vector's norm, `√Σx²` or by another order; over two axes a matrix' norm.
  func norm() throws -> Term {
    let order = try order()
    let x = try realX()
    let rank = x.shape.rank
    let axes = try axes(rank: rank)
    let keeps = try flag("keepdims")
    switch axes.count {
    case 1: return try x.norm(order, axes, keeps, self)
    case 2: return try matrixNorm(x, axes.map { $0 + rank }, order, keeps)
    default: throw misuse("over \(axes.count) axes is not supported")
    }
  }

  /// A matrix' norm: of order 1 the greatest sum of a column, of order ∞ that of a row; of −1 and −∞ the least.
  private func matrixNorm(_ x: Term, _ axes: [Int], _ order: Order, _ keeps: Bool) throws -> Term {
    if let kind = order.ofSingularValues, !isTensorFlow {
      let others = x.shape.dims.indices.filter { !axes.contains($0) }
      guard others.isEmpty else { throw misuse("of many matrices of a sample is not supported") }
      let values = try singularValues(axes == [0, 1] ? x : x(Permute(axes)))
      guard !keeps else { throw misuse("with keepdims ends with an error in Keras") }
      return values(Reduce(kind))
    }
    if order == .euclidean {
      return x(Square())(Reduce(.sum, axes: axes, keepsAxes: keeps))(Sqrt())
    }
    guard case .number(let number) = order, [1, -1, .infinity, -.infinity].contains(number),
      number > 0 || !isTensorFlow
    else { throw misuse("of a matrix, by its singular values, is not supported") }
    let (summed, left) = number.magnitude == 1 ? (axes[0], axes[1]) : (axes[1], axes[0])
    let sums = x(Abs())(Reduce(.sum, axes: [summed], keepsAxes: true))
    let most = sums(Reduce(number > 0 ? .max : .min, axes: [left], keepsAxes: true))
    guard !keeps else { return most }
    return most(Reshape(x.shape.dims.indices.filter { !axes.contains($0) }.map { x.shape[$0] }))
  }

  /// The order of a norm: a number, or a word.
  func order() throws -> Order {
    guard let argument = argument(["ord", "order"]) else { return .euclidean }
    if let number = argument.plainNumber, !number.isNaN { return .number(number) }
    if case .word(let word) = argument, ["euclidean", "fro"].contains(word) { return .euclidean }
    if case .word("nuc") = argument, !isTensorFlow { return .nuclear }
    throw misuse("with ord=\(argument.text) is not supported")
  }

  /// Vectors along an axis, of norm 1; what is next to nothing stays so.
  func normalized() throws -> Term {
    let order = try order()
    let epsilon = try number("epsilon") ?? 1e-7
    let x = try realX()
    let axis = try axis(try integer("axis") ?? -1, rank: x.shape.rank)
    guard order.isRootOfSquares else {
      return x / .maximum(try x.norm(order, [axis], true, self), .number(epsilon))
    }
    let squares = x(Square())(Reduce(.sum, axes: [axis], keepsAxes: true))
    return x * .minimum(squares(Rsqrt()), .number(1 / epsilon))
  }
}

extension Term {
  /// The norm of vectors along axes: `Σ|x|ᵖ` to the power of 1/p, at its ends the greatest, the least, or how many are not 0.
  func norm(
    _ order: OperationCall.Order, _ axes: [Int], _ keeps: Bool, _ call: OperationCall
  ) throws -> Term {
    func reduced(_ term: Term, _ kind: Reduce.Kind = .sum) -> Term {
      term(Reduce(kind, axes: axes, keepsAxes: keeps))
    }
    guard order != .nuclear else { throw call.misuse("of vectors with ord=nuc is not supported") }
    guard case .number(let p) = order else { return reduced(self(Square()))(Sqrt()) }
    guard axes.count == 1 else { throw call.misuse("of a matrix is not supported") }
    guard p > 0 || !call.isTensorFlow else { throw call.misuse("with ord=\(p) is not supported") }
    switch p {
    case 1: return reduced(self(Abs()))
    case 2: return reduced(self(Square()))(Sqrt())
    case .infinity: return reduced(self(Abs()), .max)
    case -.infinity: return reduced(self(Abs()), .min)
    case 0: return reduced(Term.apply(NotEqual(), [self, 0])(Cast(call.dtype(of: self))))
    default:
      let sum = reduced(.apply(Power(), [self(Abs()), .number(p)]))
      return .apply(Power(), [sum, .number(1 / p)])
    }
  }
}
