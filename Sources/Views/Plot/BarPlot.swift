import Tensors

/// A vector as bars from a line at 0, what is negative to the left, each with its index and number.
package struct BarPlot {
  let tensor: Tensor
  let frame: PlotFrame

  package init(tensor: Tensor, frame: PlotFrame) { (self.tensor, self.frame) = (tensor, frame) }

  package func lines() -> [String] {
    guard let column = tensor.reshaped([tensor.count, 1]) else { return [] }
    let bins = Bins(column, rows: frame.height - 3, columns: 1)
    let numbers = frame.format.column(bins.cells, bins.down > 1 ? .float64 : tensor.dtype)
    let label = String(tensor.count - 1).count + 2
    let room = max(frame.width - label - (numbers.first?.count ?? 0) - 4, 8)
    let sides = Sides(bins.cells, room, frame.range(of: bins.cells))
    var lines = zip(bins.cells, numbers).enumerated().map { place, cell in
      let start = String(place * bins.down).padded(to: label) + "  \(cell.1)  "
      return start + bar(cell.0, sides)
    }
    let odd = frame.palette.oddities(tensor.elements)
    let zero = frame.palette.allZero(tensor.elements)
    let notes = [zero, bins.note("bar", times: "")].compactMap { $0 } + odd
    lines += frame.notes(notes)
    return lines
  }

  /// The columns that the bars take to either side of 0.
  private struct Sides {
    let left, right: Int
    private let low, high: Double

    init(_ numbers: [Double], _ room: Int, _ range: ClosedRange<Double>?) {
      let ends = range.map { [$0.lowerBound, $0.upperBound] } ?? []
      let finite = numbers.filter(\.isFinite) + ends
      (low, high) = (min(finite.min() ?? 0, 0), max(finite.max() ?? 0, 0))
      let share = low < 0 ? 0.0.share(from: low, to: high) : 0
      left = low < 0 ? max(Int((Double(room - 1) * share).rounded()), 1) : 0
      right = room - 1 - left
    }

    /// A bar's length in halves of columns; both sides have one scale.
    func halves(_ number: Double) -> Int {
      let share = abs(number).share(from: 0, to: max(-low, high))
      let length = Int((share * Double(2 * max(left, right))).rounded())
      return min(length, 2 * (number < 0 ? left : right))
    }
  }

  private func bar(_ number: Double, _ sides: Sides) -> String {
    let axis = frame.palette.usesASCII ? "|" : "│"
    let blank = String(repeating: " ", count: sides.left)
    guard number.isFinite else {
      let sign = String(frame.palette.sign(number))
      // An infinite one stands at the end where it would be.
      let isLeft = number == -.infinity && sides.left > 0
      return isLeft ? sign + blank.dropFirst() + axis : blank + axis + sign
    }
    let halves = sides.halves(number)
    let full = frame.palette.usesASCII ? (halves + 1) / 2 : halves / 2
    let half = frame.palette.usesASCII || halves % 2 == 0 ? "" : number < 0 ? "▐" : "▌"
    let bar = String(repeating: frame.palette.usesASCII ? "#" : "█", count: full)
    if number < 0 {
      let gap = String(repeating: " ", count: max(sides.left - full - half.count, 0))
      return gap + frame.bar(half + bar, isNegative: true) + axis
    }
    return blank + axis + (full + half.count > 0 ? frame.bar(bar + half, isNegative: false) : "")
  }
}
