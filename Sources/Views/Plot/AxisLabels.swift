import Tensors

/// Indices along the edge of a picture, every first, second, fifth, tenth, … of them, so that
/// they stand apart.
struct AxisLabels {
  private static let gap = 2

  /// The indices, each in its place: `column` says where one stands, and `count` how many there are,
  /// each `step` more than the one before.
  static func line(
    count: Int, step: Int = 1, width: Int, column: (Int, _ length: Int) -> Int
  ) -> String {
    let widest = String(max(count - 1, 0) * step).count
    let stride = stride(count) { stride in
      stride >= count || column(stride, widest) - column(0, widest) >= widest + gap
    }
    var line = ""
    for place in Swift.stride(from: 0, to: count, by: stride) {
      let text = String(place * step)
      let start = max(min(column(place, text.count), width - text.count), 0)
      guard place == 0 || start >= line.count + gap else { continue }
      line = line.filled(to: start) + text
    }
    return line
  }

  /// The first of 1, 2, 5, 10, 20, … that is large enough.
  private static func stride(_ count: Int, _ isEnough: (Int) -> Bool) -> Int {
    var unit = 1
    while unit <= count {
      for factor in [1, 2, 5] where isEnough(unit * factor) { return unit * factor }
      unit *= 10
    }
    return max(count, 1)
  }
}
