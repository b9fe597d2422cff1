import Tensors
import Terms

/// Lengths of vectors, and vectors of length 1.
extension OperationCall {
  /// A vector's length: `√Σx²`, or by another order.
  func length() throws -> Term {
    let order = try order()
    return try along { x, axes, keeps in
      guard axes.count == 1 || order == 2 else { throw misuse("of a matrix is not supported") }
      return x.length(order, axes, keeps)
    }
  }

  /// The order of a norm: 1, 2 or infinity.
  func order() throws -> Double {
    guard let argument = argument(["ord", "order"]) else { return 2 }
    if let number = argument.plainNumber, [1, 2, .infinity].contains(number) { return number }
    if case .word(let word) = argument, ["euclidean", "fro"].contains(word) { return 2 }
    throw misuse("with ord=\(argument.text) is not supported")
  }

  /// Vectors along an axis, as long as 1; what is next to nothing stays so.
  func normalized() throws -> Term {
    let order = try order()
    let epsilon = try number("epsilon") ?? 1e-7
    let x = try realX()
    let axis = try axis(try integer("axis") ?? -1, rank: x.shape.rank)
    guard order == 2 else {
      return x / .maximum(x.length(order, [axis], true), .number(epsilon))
    }
    let squares = x(Square())(Reduce(.sum, axes: [axis], keepsAxes: true))
    return x * .minimum(squares(Rsqrt()), .number(1 / epsilon))
  }
}

extension Term {
  /// The length of vectors along axes, of order 1, 2 or infinity.
  func length(_ order: Double, _ axes: [Int], _ keeps: Bool) -> Term {
    switch order {
    case 1: self(Abs())(Reduce(.sum, axes: axes, keepsAxes: keeps))
    case .infinity: self(Abs())(Reduce(.max, axes: axes, keepsAxes: keeps))
    default: self(Square())(Reduce(.sum, axes: axes, keepsAxes: keeps))(Sqrt())
    }
  }
}
