import Containers
import Tensors

/// How many numbers lie in each of a few equal parts of their range, as bars.
///
/// Where signs differ 0 is an edge of a part, so that no bar mixes them.
package struct Histogram {
  let tensor: Tensor
  let frame: PlotFrame

  /// The parts' edges, one more than there are parts.
  let edges: [Double]
  let counts: [Int]

  package init(_ tensor: Tensor, _ frame: PlotFrame) {
    self.tensor = tensor
    self.frame = frame
    let finite = tensor.elements.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    edges = Histogram.edges(low, high, min(max(frame.height - 5, 4), 16), count: finite.count)
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for (index, number) in finite.enumerated() {
      if Interruption.isWished(at: index) { break }
      let place = edges.dropFirst().dropLast().partitioningIndex { $0 > number }
      counts[place - 1] += 1
    }
    self.counts = counts
  }

  private static func edges(_ low: Double, _ high: Double, _ most: Int, count: Int) -> [Double] {
    guard high > low else { return [low, high] }
    // About the root of the count, as one draws by hand.
    let parts = min(max(Int(Double(count).squareRoot().rounded(.up)), 2), most)
    guard low < 0, high > 0 else {
      return (0...parts).map { low + (high / Double(parts) - low / Double(parts)) * Double($0) }
    }
    let share = 0.0.share(from: low, to: high)
    let below = min(max(Int((Double(parts) * share).rounded()), 1), parts - 1)
    let width = max(-low / Double(below), high / Double(parts - below))
    return (0...parts).map { Double($0 - below) * width }
  }

  package func lines() -> [String] {
    let numbers = frame.format.column(edges)
    let tallest = max(counts.max() ?? 0, 1)
    let digits = String(tallest).count
    let dots = frame.palette.usesASCII ? "..." : "…"
    let room = max(frame.width - 2 * (numbers.first?.count ?? 0) - dots.count - digits - 8, 4)
    let lines = counts.indices.map { place -> String in
      let length = Int((Double(counts[place]) / Double(tallest) * Double(room)).rounded())
      let shown = counts[place] > 0 ? max(length, 1) : 0
      let bar = String(repeating: frame.palette.usesASCII ? "#" : "█", count: shown)
      let ends =
        counts.count > 1
        ? "\(numbers[place]) \(dots) \(numbers[place + 1])" : numbers[place]
      let isNegative = edges[place] < 0
      let count = String(counts[place]).padded(to: digits)
      return "  \(ends)  \(count)"
        + (shown > 0 ? "  " + frame.bar(bar, isNegative: isNegative) : "")
    }
    let total = tensor.count == 1 ? "1 number" : "\(tensor.count) numbers"
    let notes =
      [
        frame.palette.allZero(tensor.elements)
          ?? "\(total) in \(counts.count) part\(counts.count == 1 ? "" : "s")"
      ]
      + frame.palette.oddities(tensor.elements)
    return lines + frame.notes(notes)
  }
}

extension ArraySlice where Element == Double {
  /// The place of the first element of which the test is true; it is true of all behind it.
  fileprivate func partitioningIndex(_ test: (Double) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if test(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
