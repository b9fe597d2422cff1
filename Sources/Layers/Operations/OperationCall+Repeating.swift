import Equations
import Tensors
import Terms

/// Operations that repeat, choose and turn along an axis.
extension OperationCall {
  func tiled() throws -> Term {
    let x = try x()
    guard var given = try lengths("repeats", "multiples"), given.count <= x.shape.rank + 1,
      given.count == x.shape.rank + 1 || !isTensorFlow, given.allSatisfy({ $0.known != nil })
    else { throw misuse("mixes samples, or repeats too often") }
    // Of fewer numbers than axes the last ones are meant.
    while given.count < x.shape.rank + 1 { given.insert(Length(fixed: 1), at: 0) }
    let counts = given.map(\.fixed)
    let copies = counts.reduce(1.0) { $0 * Double($1) }
    guard counts.first == 1, counts.allSatisfy({ (0...1024).contains($0) }), copies < 16_384
    else { throw misuse("mixes samples, or repeats too often") }
    return counts.dropFirst().enumerated().reduce(x) { result, pair in
      let (axis, count) = pair
      guard count != 1 else { return result }
      return .apply(
        Concatenate(axis: axis - x.shape.rank), [Term](repeating: result, count: count))
    }
  }

  func repeated() throws -> Term {
    let x = try operands(["x", "input"])[0]
    guard let counts = try integers("repeats"), counts.allSatisfy({ (0...1024).contains($0) }),
      let given = try integer("axis")
    else { throw misuse("with other repeats than numbers along an axis is not supported") }
    let rank = x.shape.rank
    let axis = try axis(given, rank: rank) + rank
    guard counts.count == 1, let count = counts.first, count > 0 else {
      return try repeated(x, axis, counts)
    }
    let lifted = x(Reshape(x.shape.inserting(1, at: axis + 1).dims))
    let copies = Term.apply(
      Concatenate(axis: axis + 1 - rank - 1), [Term](repeating: lifted, count: count))
    return copies(Reshape(x.shape.replacing(axis, with: x.shape[axis] * count).dims))
  }

  /// Every place along an axis as often as a number of its own says.
  private func repeated(_ x: Term, _ axis: Int, _ counts: [Int]) throws -> Term {
    guard counts.count == x.shape[axis], counts.contains(where: { $0 > 0 }),
      counts.reduce(0, +) < 1 << 14
    else {
      throw misuse(
        "of \(x.shape) by \(counts.count) numbers, \(counts.reduce(0, +)) in all, is not supported")
    }
    let parts = counts.enumerated().flatMap { place, count in
      [Term](repeating: stretch(x, axis, place, place + 1), count: count)
    }
    return parts.count == 1 ? parts[0] : .apply(Concatenate(axis: axis - x.shape.rank), parts)
  }

  /// Some places along an axis.
  func taken() throws -> Term {
    if let rows = try takenOfTable() { return rows }
    let x = try operands(["x", "params"])[0]
    _ = try flag("validate_indices")
    if try integer("batch_dims") == 1 { return try takenOfOwn(x) }
    try expect("batch_dims", 0)
    guard let written = argument(["indices"], at: 1) else { throw misuse("of nothing") }
    let given = written.listed
    guard try isTensorFlow || integer("axis") != nil else {
      throw misuse("over all axes mixes samples")
    }
    let axis = try place(x, default: isTensorFlow ? 0 : -1)
    func index(_ argument: Argument<Signal>) throws -> Int {
      let length = x.shape[axis]
      guard let number = argument.wholeNumber, (-length..<length).contains(number),
        number >= 0 || !isTensorFlow
      else { throw misuse("with indices \(given.text) is not supported") }
      return number
    }
    func one(_ index: Int) -> Term {
      x(Slice([Slice.Index](repeating: .all, count: axis) + [.at(index)]))
    }
    guard case .list(var list) = given else { return one(try index(given)) }
    // Indices in rows: their shape stands in the place of the axis.
    var dims = [list.count]
    while case .list(let inner)? = list.first {
      let rows = list.compactMap { if case .list(let row) = $0 { row } else { nil } }
      guard rows.count == list.count, rows.allSatisfy({ $0.count == inner.count }), !inner.isEmpty
      else { throw misuse("with indices \(given.text) is not supported") }
      dims.append(inner.count)
      list = rows.flatMap(\.self)
    }
    guard !list.isEmpty, list.count <= 1024 else { throw misuse("with \(list.count) indices") }
    let lifted = x.shape.replacing(axis, with: 1).dims
    let places = try list.map { one(try index($0))(Reshape(lifted)) }
    let y = places.count == 1 ? places[0] : .apply(Concatenate(axis: axis - x.shape.rank), places)
    guard dims.count > 1 else { return y }
    let own = x.shape.dims
    return y(Reshape(Array(own.prefix(axis)) + dims + Array(own.dropFirst(axis + 1))))
  }

  /// `x[i]`: of every sample the rows that its own indices name.
  private func takenOfOwn(_ x: Term) throws -> Term {
    guard case .tensor(let signal)? = argument(["indices"], at: 1), x.shape.rank >= 1,
      try place(x, default: 1) == 0
    else { throw misuse("with batch_dims=1 along another axis is not supported") }
    let (indices, row) = (signal.term, x.shape.removing(0))
    let rows = x.shape.rank == 2 ? x : x(Reshape([x.shape[0], row.count]))
    let y = Term.apply(Gather(), [rows, indices])
    return row.rank == 1 ? y : y(Reshape(indices.shape.dims + row.dims))
  }

  /// What goes out at an end of an axis comes in at the other, along several axes one after the other.
  func rolled() throws -> Term {
    let x = try operands(["x", "input"])[0]
    guard let shifts = try integers("shift"), let axes = try integers("axis"),
      shifts.count == axes.count
    else { throw misuse("over all axes mixes samples") }
    return try zip(shifts, axes).reduce(x) { x, pair in
      let axis = try axis(pair.1, rank: x.shape.rank) + x.shape.rank
      let length = x.shape[axis]
      guard length > 0 else { return x }
      let start = ((-(pair.0 % length)) % length + length) % length
      guard start > 0 else { return x }
      return .apply(
        Concatenate(axis: axis - x.shape.rank),
        [stretch(x, axis, start, length), stretch(x, axis, 0, start)])
    }
  }

  func oneHot() throws -> Term {
    let given = try operands(["x", "indices"])[0]
    // Of a fraction Keras 3 takes the whole part.
    let x = dtype(of: given).isFloat ? given(Cast(.int64)) : given
    guard let count = try integer("num_classes", "depth"), count >= 1 else {
      throw misuse("without a number of classes")
    }
    let (on, off) = try (number("on_value") ?? 1, number("off_value") ?? 0)
    try without("sparse")
    let rank = x.shape.rank + 1
    let axis = try axis(try integer("axis") ?? -1, rank: rank) + rank
    let isPlain = on == 1 && off == 0
    // TensorFlow takes the format of the two numbers where none is said.
    let areWhole =
      on == on.rounded() && off == off.rounded()
      && ["on_value", "off_value"].allSatisfy { argument([$0])?.decimal == nil }
    let format = try dtype() ?? (isPlain || !areWhole ? .float32 : .int32)
    guard isPlain || format != .float64 else {
      throw misuse("with on_value and off_value in float64 is not supported")
    }
    let classes = try eq.constant("c", [count], .int32) { (0..<count).map(Double.init) }
    let isThere = Term.apply(Equal(), [x(Reshape(x.shape.dims + [1])), classes])
    let plain = format == .bool ? isThere : isThere(Cast(format))
    let y = isPlain ? plain : Term.select(isThere, .number(on), .number(off))(Cast(format))
    guard axis < rank - 1 else { return y }
    return y(Permute(Array(0..<axis) + [rank - 1] + Array(axis..<rank - 1)))
  }
}
