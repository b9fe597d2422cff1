import Tensors

/// The windows of a pooling that makes so many places of any number, row by row, each as the places that it covers: along
/// every axis the i-th goes from ⌊i·n/m⌋ to ⌈(i + 1)·n/m⌉.
///
/// A window is made when it is asked for: a file may ask for more of them than there is room.
struct AdaptiveWindows: Sequence {
  /// Of every axis: n places, of which m are made.
  private let axes: [(n: Int, m: Int)]
  let count: Int
  /// The most places that a window has.
  let longest: Int
  /// Whether all have as many.
  let isEven: Bool

  /// Nil where they are too many to be counted, or there is nothing to take them from.
  init?(_ from: [Int], to: [Int]) {
    guard from.count == to.count, !(from + to).contains(where: { $0 <= 0 }),
      Shape(from + to).checkedCount != nil
    else { return nil }
    axes = zip(from, to).map { (n: $0, m: $1) }
    count = to.reduce(1, *)
    // A window that begins r/m behind a place has ⌈(r + n)/m⌉, and r is any multiple of the common divisor below m.
    longest = axes.reduce(1) {
      $0 * (($1.m - Self.commonDivisor($1.n, $1.m) + $1.n + $1.m - 1) / $1.m)
    }
    isEven = longest == axes.reduce(1) { $0 * (($1.n + $1.m - 1) / $1.m) }
  }

  func makeIterator() -> AnyIterator<[Int]> {
    var window = 0
    return AnyIterator {
      guard window < count else { return nil }
      defer { window += 1 }
      return places(of: window)
    }
  }

  private func places(of window: Int) -> [Int] {
    var (places, rest, blocks) = ([0], window, count)
    for (n, m) in axes {
      blocks /= m
      let i = rest / blocks
      rest %= blocks
      let range = i * n / m..<((i + 1) * n + m - 1) / m
      places = places.flatMap { place in range.map { place * n + $0 } }
    }
    return places
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : commonDivisor(b, a % b)
  }
}
