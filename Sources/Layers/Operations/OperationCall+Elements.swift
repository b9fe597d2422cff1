import Equations
import Tensors
import Terms

/// What operations of several elements are made of.
extension OperationCall {
  /// Cut at the ends of a format of whole numbers, which the cast then holds.
  func saturated() throws -> Term {
    let x = try operands(["x", "value"])[0]
    guard let format = try dtype() else { throw misuse("to a format that is not known") }
    guard let (low, high) = format == .bool ? (0, 1) : format.ends else { return x(Cast(format)) }
    return Term.minimum(.maximum(x, .number(low)), .number(high))(Cast(format))
  }

  /// The first choice whose condition holds.
  func selected() throws -> Term {
    guard case .list(let conditions)? = argument(["condlist"], at: 0),
      case .list(let choices)? = argument(["choicelist"], at: 1), conditions.count == choices.count
    else { throw misuse("of conditions and choices that are not known") }
    let fallback = argument(["default"], at: 2) ?? .number(0)
    let values = try terms(choices + [fallback])
    let tests = try terms(conditions)
    return zip(tests, values).reversed().reduce(values[choices.count]) { rest, pair in
      .select(pair.0, pair.1, rest)
    }
  }

  /// `x[1:] − x[:−1]` along an axis, n times.
  func differences() throws -> Term {
    let x = try x()
    let axis = try place(x, default: -1)
    let count = try integer("n") ?? 1
    guard (0...16).contains(count), dtype(of: x) != .bool else { throw misuse("\(count) times") }
    return (0..<count).reduce(x) { y, _ in
      let length = y.shape[axis]
      guard length > 0 else { return y }
      return wrapped(stretch(y, axis, 1, length) - stretch(y, axis, 0, length - 1))
    }
  }

  /// `Σ (i = c) ? x : 0` over the places c along an axis: what stands where the indices say.
  func takenAlong() throws -> Term {
    let operands = try operands(["x"], ["indices"])
    let (x, given) = (operands[0], operands[1])
    guard try integer("axis") != nil else { throw misuse("over all axes mixes samples") }
    let axis = try place(x, default: -1)
    let rank = x.shape.rank
    guard given.shape.rank == rank, !dtype(of: given).isFloat else {
      throw misuse("of \(x.shape) by indices \(given.shape) is not supported")
    }
    let length = x.shape[axis]
    let indices = Term.select(.apply(Less(), [given, 0]), given + .number(Double(length)), given)
    var dims = [Int](repeating: 1, count: rank + 1)
    dims[axis + 1] = length
    let places = try eq.constant("c", Shape(dims), .int32) { (0..<length).map(Double.init) }
    let isThere = Term.apply(
      Equal(), [indices(Reshape(given.shape.inserting(1, at: axis + 1).dims)), places])
    let column = x(Reshape(x.shape.inserting(1, at: axis).dims))
    let sum = Term.select(isThere, column, 0)(Reduce(.sum, axes: [axis + 1]))
    return dtype(of: sum) == dtype(of: x) ? sum : sum(Cast(dtype(of: x)))
  }
}

extension DType {
  /// The least and the greatest number of a format of whole numbers that single precision holds near enough.
  fileprivate var ends: (Double, Double)? {
    switch self {
    case .int8: (-128, 127)
    case .uint8: (0, 255)
    case .int16: (-32_768, 32_767)
    case .uint16: (0, 65_535)
    default: nil
    }
  }
}
