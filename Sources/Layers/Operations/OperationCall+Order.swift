import Containers
import Equations
import Tensors
import Terms

/// The order of numbers along an axis, and what runs up along one.
extension OperationCall {
  /// A word of a call or the config; nil for None.
  func word(_ name: String) throws -> String? {
    guard let argument = argument([name]) else { return nil }
    guard case .word(let word) = argument else {
      throw misuse("with \(name)=\(argument.text) is not supported")
    }
    return word
  }

  /// The axis that is put in order, the last one unless told otherwise; Keras 3 takes None for all.
  func orderAxis(of x: Term) throws -> Int {
    if !isTensorFlow, config["axis"]?.isNull == true { throw misuse("over all axes mixes samples") }
    return try axis(try integer("axis") ?? -1, rank: x.shape.rank)
  }

  func isFalling() throws -> Bool {
    guard let word = try word("direction") else { return false }
    guard ["ASCENDING", "DESCENDING"].contains(word) else {
      throw misuse("with direction=\(word) is not supported")
    }
    return word == "DESCENDING"
  }

  /// Where numbers stand in falling order, equal ones as they stand.
  func places(of x: Term, _ axis: Int) throws -> Term {
    guard ![.uint8, .uint16, .uint32, .uint64].contains(dtype(of: x)) else {
      throw misuse("of whole numbers without a sign, in falling order, is not supported")
    }
    return (-x)(ArgSort(axis: axis))
  }

  /// The k greatest of each row of the last axis, and where they stand.
  func greatest() throws -> [Term] {
    let x = try operands(["x", "input"])[0]
    let count = try integer("k") ?? 1
    guard x.shape.rank >= 1 else { throw misuse("with k=\(count) of \(x.shape)") }
    // The greatest one, and all of them, TensorFlow puts in order whatever it is told.
    guard try flag("sorted", default: true) || count == 1 || count == x.shape.width else {
      throw misuse("in no order is not supported: TensorFlow leaves them as its search found them")
    }
    guard (0...x.shape.width).contains(count) else { throw misuse("with k=\(count) of \(x.shape)") }
    let first = Slice(
      [Slice.Index](repeating: .all, count: x.shape.rank - 1) + [.range(nil, count, step: nil)])
    let format = try dtype("index_type") ?? .int32
    let places = try places(of: x, -1)(first)
    return [x(Sort())(Flip(axis: -1))(first), format == .int32 ? places : places(Cast(format))]
  }

  /// What runs up along an axis, from what an `exclusive` one begins with.
  func running(
    from start: Double, of own: Term? = nil, _ op: (Int) -> any Op
  ) throws -> Term {
    var x = try own ?? x()
    if let format = try dtype(), format != dtype(of: x) { x = x(Cast(format)) }
    guard let given = try integer("axis") ?? (isTensorFlow ? 0 : nil) else {
      throw misuse("over all axes mixes samples")
    }
    let axis = try axis(given, rank: x.shape.rank)
    let turns = try flag("reverse")
    if turns { x = x(Flip(axis: axis)) }
    let needsSteps =
      op(axis) is CumulativeProduct && isLong(dtype(of: x), factors: x.shape[axis + x.shape.rank])
    var y = try needsSteps ? longRunningProduct(x, axis) : Term.apply(op(axis), [x])
    if try flag("exclusive") { y = try behind(start, y, axis + x.shape.rank) }
    return wrapped(turns ? y(Flip(axis: axis)) : y)
  }

  /// A number in front along an axis, and the last one gone.
  private func behind(_ number: Double, _ y: Term, _ axis: Int) throws -> Term {
    let shape = y.shape
    guard shape[axis] > 0 else { return y }
    let first = try eq.constant(
      number == 0 ? "zeros" : "ones", shape.replacing(axis, with: 1), dtype(of: y),
      repeating: number)
    return .apply(
      Concatenate(axis: axis - shape.rank), [first, stretch(y, axis, 0, shape[axis] - 1)])
  }

  /// How many of some numbers of the file are not above each of a tensor's.
  func counted(_ numbers: Term, upTo x: Term) throws -> Term {
    guard numbers.shape.rank == 1, numbers.value?.isBatched != true else {
      throw misuse("among numbers of the graph is not supported")
    }
    let column = x(Reshape(x.shape.dims + [1]))
    let isPassed = Term.apply(LessEqual(), [numbers, column])
    // NaN stands behind all numbers.
    let all =
      dtype(of: x).isFloat ? Term.apply(LogicalOr(), [isPassed, column(IsNaN())]) : isPassed
    return all(Cast(.int32))(Reduce(.sum, axes: [-1]))
  }
}
