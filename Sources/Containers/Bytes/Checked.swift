/// Sums and products of numbers that come from a file: `nil` in place of an overflow.
enum Checked {
  static func sum(_ a: Int, _ b: Int) -> Int? {
    let (value, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : value
  }

  static func product(_ a: Int, _ b: Int) -> Int? {
    let (value, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : value
  }

  /// The number of elements of `shape`, `nil` also when only a zero among the sizes hides an overflow.
  static func count(of shape: [Int]) -> Int? {
    var count = 1
    var isEmpty = false
    for size in shape {
      guard size >= 0 else { return nil }
      if size == 0 {
        isEmpty = true
      } else {
        guard let next = product(count, size) else { return nil }
        count = next
      }
    }
    return isEmpty ? 0 : count
  }

  /// `value` rounded up to a multiple of `step`.
  static func roundUp(_ value: Int, to step: Int) -> Int? {
    guard let padded = sum(value, step - 1) else { return nil }
    return padded / step * step
  }
}
