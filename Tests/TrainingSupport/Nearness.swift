/// How far two programs in float32 may be apart here.
package enum Nearness {
  /// The greatest distance, as a share of 1e-6 + 4e-6·|b|; above 1 they differ.
  package static func distance(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).map { a, b in
      if a == b || (a.isNaN && b.isNaN) { return 0 }
      let share = abs(a - b) / (1e-6 + 4e-6 * abs(b))
      return share.isNaN ? .infinity : share
    }.max() ?? 0
  }
}
