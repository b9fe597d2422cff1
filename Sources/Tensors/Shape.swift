/// The lengths of an array's axes, outermost first; `()` is a scalar.
///
/// A shape speaks of one sample: the batch axis is leading and hidden.
package struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  package let dims: [Int]

  /// The most elements that one array may have; every product of lengths is checked against it.
  package static let limit = 1 << 40

  package init(_ dims: [Int]) { self.dims = dims }
  package init(arrayLiteral dims: Int...) { self.dims = dims }

  package static let scalar: Shape = []

  package var rank: Int { dims.count }

  /// In a sentence: `(3, 2)`, and `one number` for what has no axis.
  package var inWords: String { rank == 0 ? "one number" : description }

  /// How many elements there are, or `Shape.limit` when the product would pass it.
  package var count: Int { checkedCount ?? Shape.limit }

  /// How many elements there are; nil when a length is negative or the product of those that are
  /// not 0 passes `limit`, so that no stride overflows either.
  package var checkedCount: Int? {
    var product = 1
    var isEmpty = false
    for dim in dims {
      guard dim >= 0 else { return nil }
      guard dim > 0 else {
        isEmpty = true
        continue
      }
      let (next, overflow) = product.multipliedReportingOverflow(by: dim)
      guard !overflow, next <= Shape.limit else { return nil }
      product = next
    }
    return isEmpty ? 0 : product
  }

  /// The length of the last axis; 1 for a scalar.
  package var width: Int { dims.last ?? 1 }

  /// The shape without its last axis.
  package var leading: Shape { Shape(Array(dims.dropLast())) }

  package subscript(axis: Int) -> Int { dims[axis] }

  /// An axis given from the front or, negative, from the back; nil when there is no such axis.
  package func axis(_ axis: Int) -> Int? {
    let index = axis < 0 ? axis + rank : axis
    return dims.indices.contains(index) ? index : nil
  }

  package func replacing(_ axis: Int, with length: Int) -> Shape {
    var dims = dims
    dims[axis] = length
    return Shape(dims)
  }

  package func removing(_ axis: Int) -> Shape {
    var dims = dims
    dims.remove(at: axis)
    return Shape(dims)
  }

  package func inserting(_ length: Int, at axis: Int) -> Shape {
    var dims = dims
    dims.insert(length, at: axis)
    return Shape(dims)
  }

  /// The distance in elements between neighbours along each axis, rows contiguous.
  package var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in dims.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * dims[axis + 1]
    }
    return strides
  }

  /// The shape that two shapes have together by NumPy's rule; nil when they do not fit.
  package func broadcast(with other: Shape) -> Shape? {
    let rank = max(self.rank, other.rank)
    var result: [Int] = []
    for axis in 0..<rank {
      let a = axis - rank + self.rank
      let b = axis - rank + other.rank
      let left = a < 0 ? 1 : dims[a]
      let right = b < 0 ? 1 : other.dims[b]
      guard left == right || left == 1 || right == 1 else { return nil }
      result.append(left == 1 ? right : left)
    }
    return Shape(result)
  }

  /// Whether the lengths, empty axes aside, multiply to no more than a limit.
  package func isWithin(_ limit: Int) -> Bool {
    guard dims.allSatisfy({ $0 >= 0 }) else { return false }
    guard let count = Shape(dims.filter { $0 > 0 }).checkedCount else { return false }
    return count <= limit
  }

  /// `(3, 2)`; a vector of eight is `(8)`.
  package var description: String {
    "(" + dims.map(String.init).joined(separator: ", ") + ")"
  }
}
