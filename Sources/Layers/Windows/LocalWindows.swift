/// Which places of an array a window without shared weights sees at each of its own, as Keras 2 works it out.
struct LocalWindows {
  /// The places of the input and of the result along each axis.
  let from, to: [Int]
  private let window, strides: [Int]
  private let isSame: Bool

  /// Nil where the window does not fit into the array.
  init?(_ from: [Int], window: [Int], strides: [Int], isSame: Bool) {
    self.from = from
    self.window = window
    self.strides = strides
    self.isSame = isSame
    var to: [Int] = []
    for (size, (window, stride)) in zip(from, zip(window, strides)) {
      let length = isSame ? (size - 1) / stride + 1 : (size - window) / stride + 1
      guard size > 0, isSame || size >= window else { return nil }
      to.append(length)
    }
    self.to = to
  }

  var inputs: Int { from.reduce(1, *) }
  var outputs: Int { to.reduce(1, *) }

  /// The places that one of the result sees, counted row by row.
  func seen(by output: Int) -> [Int] {
    var rest = output
    var index = [Int](repeating: 0, count: to.count)
    for axis in to.indices.reversed() {
      index[axis] = rest % to[axis]
      rest /= to[axis]
    }
    var seen = [0]
    for axis in to.indices {
      let start = index[axis] * strides[axis] - (isSame ? window[axis] / 2 : 0)
      let places = (start..<start + window[axis]).filter { (0..<from[axis]).contains($0) }
      seen = seen.flatMap { place in places.map { place * from[axis] + $0 } }
    }
    return seen
  }
}
