/// Wall-clock time, in seconds.
enum Clock {
  private static let start = ContinuousClock.now

  static var now: Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// How long the body takes.
  static func time(_ body: () throws -> Void) rethrows -> Double {
    let start = now
    try body()
    return now - start
  }

  /// The times of so many repetitions, after one that does not count.
  static func times(_ count: Int, _ body: () throws -> Void) rethrows -> [Double] {
    try body()
    return try (0..<count).map { _ in try time(body) }
  }
}

extension [Double] {
  /// The middle one by size; NaN of none.
  var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}
