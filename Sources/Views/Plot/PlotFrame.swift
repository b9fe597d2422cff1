import Equations
import Tensors
import Terminal

/// What a picture may take up, and how its numbers and colours are written.
package struct PlotFrame {
  let width, height: Int
  let format: NumberFormat
  let palette: Palette
  /// The gate that is drawn: its colour, and the ends of its scale; nil for anything else.
  package let gate: Gate?

  /// Nobody pages through more.
  private static let mostRows = 5000

  package init(_ presentation: Presentation, showsAll: Bool = false, gate: Gate? = nil) {
    self.gate = gate
    width = max(presentation.width, 24)
    // The prompt and the line that was typed stay on the screen.
    height = showsAll ? PlotFrame.mostRows : max(presentation.height - 2, 8)
    format = presentation.format
    palette = Palette(
      usesColour: presentation.paints, usesASCII: presentation.usesASCII)
  }

  /// What a gate can give, where the numbers keep to it.
  func range(of numbers: some Sequence<Double>) -> ClosedRange<Double>? {
    guard let range = gate?.range, numbers.allSatisfy({ !$0.isFinite || range.contains($0) })
    else { return nil }
    return range
  }

  func scale(of numbers: [Double]) -> ColourScale {
    ColourScale(numbers, within: gate?.range)
  }

  /// A bar in the gate's colour, else in that of its sign.
  func bar(_ text: String, isNegative: Bool) -> String {
    gate.map { text.marked($0.mark) }
      ?? text.painted(isNegative ? Palette.negative : Palette.positive)
  }

  /// The same of another size.
  func sized(width: Int, height: Int) -> PlotFrame {
    PlotFrame(width: width, height: height, format: format, palette: palette, gate: gate)
  }

  private init(width: Int, height: Int, format: NumberFormat, palette: Palette, gate: Gate?) {
    (self.width, self.height) = (width, height)
    (self.format, self.palette) = (format, palette)
    self.gate = gate
  }

  func number(_ value: Double) -> String { format.scalar(value) }

  /// Remarks below a picture, as many beside each other as a line takes.
  func notes(_ parts: [String], indent: Int = 2) -> [String] {
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, indent + last.columns + 2 + part.columns <= width {
        lines[lines.count - 1] = "\(last); \(part)"
      } else {
        lines.append(part)
      }
    }
    let margin = String(repeating: " ", count: indent)
    return lines.flatMap { line in
      let isText =
        line.columns > width - indent && line.unicodeScalars.allSatisfy { $0.value < 0xF0000 }
      return isText ? line.wrapped(after: margin, to: width) : [margin + line]
    }
  }
}
