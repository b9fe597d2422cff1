import Tensors
import Terminal

/// Numbers as a line over their places: in dots of Braille, or as stars.
package struct LinePlot {
  /// Those that there are, from place 0.
  let numbers: [Double]
  /// How many places there are in all.
  let length: Int
  /// What the places are: `t`.
  let axis: String
  let frame: PlotFrame

  package init(numbers: [Double], length: Int, axis: String, frame: PlotFrame) {
    (self.numbers, self.length) = (numbers, length)
    (self.axis, self.frame) = (axis, frame)
  }

  package func lines() -> [String] {
    let rows = min(max(frame.height - 6, 4), 12)
    let scale = Range(numbers, within: frame.range(of: numbers))
    let labels = frame.format.column([scale.high, scale.low, 0])
    let margin = max((labels.first?.count ?? 0) + 3, axis.count + 2)
    let canvas = draw(rows, max(frame.width - margin - 1, 8), scale)
    let zero = scale.low < 0 && scale.high > 0 ? canvas.row(scale.share(0)) : nil
    let edge = frame.palette.usesASCII ? "|" : "│"
    var lines = canvas.lines.enumerated().map { row, text -> String in
      var label = row == 0 ? labels[0] : row == rows - 1 ? labels[1] : ""
      if row == zero, label.isEmpty { label = labels[2] }
      let tick = row == zero ? (frame.palette.usesASCII ? "+" : "┼") : edge
      return label.padded(to: margin - 1) + tick + (frame.gate.map { text.marked($0.mark) } ?? text)
    }
    // The axis' name stands before its first index.
    lines.append("\(axis) ".padded(to: margin).marked(.dim) + places(canvas))
    return lines + frame.notes(facts)
  }

  /// The ends of what is drawn; a little room where all numbers are the same.
  private struct Range {
    let low, high: Double

    init(_ numbers: [Double], within range: ClosedRange<Double>?) {
      if let range {
        (low, high) = (range.lowerBound, range.upperBound)
        return
      }
      let finite = numbers.filter(\.isFinite)
      let (least, largest) = (finite.min() ?? 0, finite.max() ?? 0)
      let room = least < largest ? 0 : max(abs(least), 1)
      let most = Double.greatestFiniteMagnitude
      (low, high) = (max(least - room, -most), min(largest + room, most))
    }

    /// 0 at the top, 1 at the bottom.
    func share(_ number: Double) -> Double { 1 - number.share(from: low, to: high) }
  }

  private func draw(_ rows: Int, _ columns: Int, _ range: Range) -> Canvas {
    var canvas = Canvas(rows, columns, usesASCII: frame.palette.usesASCII)
    let step = 1 / Double(max(length - 1, 1))
    var before: (x: Double, y: Double)?
    for (place, number) in numbers.enumerated() {
      guard number.isFinite else {
        before = nil
        continue
      }
      let here = (x: Double(place) * step, y: range.share(number))
      canvas.line(from: before ?? here, to: here)
      before = here
    }
    for (place, number) in numbers.enumerated() {
      let x = Double(place) * step
      if !number.isFinite {
        canvas.mark(x, number < 0 ? 1 : 0, frame.palette.sign(number))
      } else if length * 4 <= columns || numbers.count == 1 {
        canvas.mark(x, range.share(number), frame.palette.usesASCII ? "*" : "•")
      }
    }
    return canvas
  }

  /// The indices below the line, as many as there is room for.
  private func places(_ canvas: Canvas) -> String {
    let last = Double(max(length - 1, 1))
    return AxisLabels.line(count: length, width: canvas.columns) { place, length in
      canvas.column(Double(place) / last) - (place == 0 ? 0 : length / 2)
    }.marked(.dim)
  }

  private var facts: [String] {
    let finite = numbers.enumerated().filter { $0.element.isFinite }
    var parts: [String] = []
    if finite.count == numbers.count, let zero = frame.palette.allZero(numbers) {
      parts.append(zero)
    } else if let least = finite.min(by: { $0.element < $1.element }),
      let largest = finite.max(by: { $0.element < $1.element }), let last = numbers.last
    {
      parts.append("least \(frame.number(least.element)) at \(axis) = \(least.offset)")
      parts.append("largest \(frame.number(largest.element)) at \(axis) = \(largest.offset)")
      parts.append("last \(frame.number(last))")
    }
    if numbers.count < length { parts.append("\(numbers.count) of \(length) so far") }
    return parts + frame.palette.oddities(numbers)
  }
}
