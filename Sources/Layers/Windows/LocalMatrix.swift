/// The matrix of a locally connected layer from all of its input to all of its result: where it has weights, and which.
struct LocalMatrix {
  private let windows: LocalWindows
  private let channels, filters: Int
  private let isFirst: Bool

  init(_ windows: LocalWindows, channels: Int, filters: Int, isFirst: Bool) {
    self.windows = windows
    self.channels = channels
    self.filters = filters
    self.isFirst = isFirst
  }

  /// 1 where a window sees, row by row of the input.
  var mask: [Double] {
    var mask = empty
    visit { mask[$0 * width + $1] = 1 }
    return mask
  }

  /// How many numbers the matrix has that count.
  var count: Int {
    (0..<windows.outputs).reduce(0) { $0 + windows.seen(by: $1).count } * channels * filters
  }

  /// Which of a list of those numbers stands in each place, 0 where none does: they are listed by the places of the result,
  /// then by those of the input.
  var places: [Double] {
    var places = empty
    var pairs: [(output: Int, input: Int)] = []
    visit { pairs.append(($1, $0)) }
    pairs.sort { ($0.output, $0.input) < ($1.output, $1.input) }
    for (number, pair) in pairs.enumerated() {
      places[pair.input * width + pair.output] = Double(number)
    }
    return places
  }

  private var width: Int { windows.outputs * filters }
  private var empty: [Double] {
    [Double](repeating: 0, count: windows.inputs * channels * width)
  }

  /// Every pair of numbers that belong together.
  private func visit(_ body: (_ input: Int, _ output: Int) -> Void) {
    for output in 0..<windows.outputs {
      for input in windows.seen(by: output) {
        for channel in 0..<channels {
          for filter in 0..<filters {
            body(
              isFirst ? channel * windows.inputs + input : input * channels + channel,
              isFirst ? filter * windows.outputs + output : output * filters + filter)
          }
        }
      }
    }
  }
}
