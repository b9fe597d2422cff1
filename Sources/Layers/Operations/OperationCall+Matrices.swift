import Equations
import Tensors
import Terms

/// Products with a matrix of the file, and diagonals.
extension OperationCall {
  /// A tensor of the graph, and an array of the file that it is multiplied by.
  func besideAnArray() throws -> (Term, Tensor) {
    let arguments = try given([["x1", "a"], ["x2", "b"]])
    guard case .tensor(let signal) = arguments[0], signal.term.shape.rank >= 1,
      let array = array(arguments[1], beside: dtype(of: signal.term)), array.shape.rank >= 1
    else { throw misuse("by a tensor of the graph mixes samples") }
    return (signal.term, array)
  }

  /// `y = Σ x·C` over the axes of a sample and those of an array that stand in the same places.
  func contracted(
    _ x: Term, _ own: [Int], _ array: Tensor, _ other: [Int], inFractions: Bool
  ) throws -> Term {
    let free = x.shape.dims.indices.filter { !own.contains($0) }
    let freeOfArray = array.shape.dims.indices.filter { !other.contains($0) }
    guard own.map({ x.shape[$0] }) == other.map({ array.shape[$0] }) else {
      throw misuse("of \(x.shape) and an array \(array.shape)")
    }
    let length = own.reduce(1) { $0 * x.shape[$1] }
    var row = x
    if free + own != Array(x.shape.dims.indices) { row = row(Permute(free + own)) }
    if own.count > 1 { row = row(Reshape(free.map { x.shape[$0] } + [length])) }
    var matrix = eq.constant("C", array)
    if other + freeOfArray != Array(array.shape.dims.indices) {
      matrix = matrix(Permute(other + freeOfArray))
    }
    if other.count > 1 || freeOfArray.count > 1 {
      matrix = matrix(Reshape([length, -1]))
    }
    let format = dtype(of: x).promoted(with: array.dtype)
    let y =
      try inFractions && !format.isFloat
      ? cutProduct(row, matrix, to: format) : wholeProduct(row, matrix)
    guard freeOfArray.count > 1 else { return y }
    return y(Reshape(free.map { x.shape[$0] } + freeOfArray.map { array.shape[$0] }))
  }

  /// Whether Keras 3 makes a product of whole numbers in fractions: it does of all but those of 32 and 64 bits.
  private func isCut(_ x: Term, _ array: Tensor) -> Bool {
    !isTensorFlow && ![.int32, .int64].contains(dtype(of: x).promoted(with: array.dtype))
  }

  func tensordot() throws -> Term {
    let (x, array) = try besideAnArray()
    let rank = x.shape.rank
    func placesOfArray(_ axes: [Int]) throws -> [Int] {
      try axes.map { axis in
        guard let place = array.shape.axis(axis) else { throw misuse("over axis \(axis)") }
        return place
      }
    }
    guard let argument = argument(["axes"], at: 2) else { throw misuse("over no axes") }
    if let count = argument.wholeNumber {
      guard (1...rank).contains(count), count <= array.shape.rank else {
        throw misuse("over \(count) axes mixes samples")
      }
      return try contracted(
        x, Array(rank - count..<rank), array, Array(0..<count), inFractions: isCut(x, array))
    }
    guard case .list(let sides) = argument, sides.count == 2 else {
      throw misuse("over axes that are not known")
    }
    let axes = try sides.map { side -> [Int] in
      let items: [Argument<Signal>] = if case .list(let list) = side { list } else { [side] }
      return try items.map { item in
        guard let axis = item.wholeNumber else { throw misuse("over \(argument.text)") }
        return axis
      }
    }
    let own = try axes[0].map { try axis($0, rank: rank) + rank }
    let other = try placesOfArray(axes[1])
    guard own.count == other.count, Set(own).count == own.count, Set(other).count == other.count
    else { throw misuse("over \(argument.text)") }
    return try contracted(x, own, array, other, inFractions: isCut(x, array))
  }

  /// The operand with the two axes of its matrices last, and which diagonal is meant.
  func matrices() throws -> (Term, offset: Int) {
    let x = try x()
    let rank = x.shape.rank
    let axes = try [("axis1", 0), ("axis2", 1)].map { name, fallback in
      try axis(try integer(name) ?? fallback, rank: rank) + rank
    }
    guard axes[0] != axes[1] else { throw misuse("names an axis twice") }
    let order = (0..<rank).filter { !axes.contains($0) } + axes
    let offset = try integer("offset") ?? 0
    return (order == Array(0..<rank) ? x : x(Permute(order)), offset)
  }

  /// The diagonal of each matrix of the last two axes, so many places above the main one.
  func diagonal(_ x: Term, _ offset: Int) throws -> Term {
    let rank = x.shape.rank
    guard rank >= 2 else { throw misuse("mixes samples") }
    let (rows, columns) = (x.shape[rank - 2], x.shape[rank - 1])
    guard offset > -rows, offset < columns else { throw misuse("beside every number") }
    let count = offset < 0 ? min(rows + offset, columns) : min(rows, columns - offset)
    let start = offset < 0 ? -offset * columns : offset
    let flat = x(Reshape(Array(x.shape.dims.dropLast(2)) + [rows * columns]))
    let stop = start + (count - 1) * (columns + 1) + 1
    return flat(
      Slice(
        [Slice.Index](repeating: .all, count: rank - 2)
          + [.range(start, stop, step: columns + 1)]))
  }
}
