/// The windows of a pooling that makes so many places of any number: the i-th goes from ⌊i·n/m⌋ to ⌈(i + 1)·n/m⌉.
struct AdaptiveWindows {
  /// The places of each window of an array of places, row by row.
  let places: [[Int]]

  init(_ from: [Int], to: [Int]) {
    var places = [[0]]
    for (n, m) in zip(from, to) {
      let ranges = (0..<m).map { $0 * n / m..<(($0 + 1) * n + m - 1) / m }
      // Each window of the axes before with each range of this one.
      places = places.flatMap { before in
        ranges.map { range in before.flatMap { place in range.map { place * n + $0 } } }
      }
    }
    self.places = places
  }

  /// The most places that a window has.
  var longest: Int { places.map(\.count).max() ?? 0 }
}
