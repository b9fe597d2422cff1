extension Shape {
  /// The place along every axis of the element that comes so manieth in row-major order.
  package func index(of element: Int) -> [Int] {
    var rest = element
    var index = [Int](repeating: 0, count: rank)
    for axis in dims.indices.reversed() where dims[axis] > 0 {
      index[axis] = rest % dims[axis]
      rest /= dims[axis]
    }
    return index
  }

  /// Which element comes at a place along every axis; nil when there is none.
  package func element(at index: [Int]) -> Int? {
    guard index.count == rank, zip(index, dims).allSatisfy({ (0..<$1).contains($0) }) else {
      return nil
    }
    return zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The element of this shape that NumPy's rule puts at an element of a larger one.
  package func element(broadcastTo element: Int, of larger: Shape) -> Int {
    let index = larger.index(of: element).suffix(rank)
    return zip(zip(index, dims), strides).reduce(0) { sum, axis in
      axis.0.1 == 1 ? sum : sum + axis.0.0 * axis.1
    }
  }
}
