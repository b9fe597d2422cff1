import Tensors
import Terminal

/// What a picture may take up, and how its numbers and colours are written.
package struct PlotFrame {
  let width, height: Int
  let format: NumberFormat
  let palette: Palette

  /// Nobody pages through more.
  private static let mostRows = 5000

  package init(_ presentation: Presentation, showsAll: Bool = false) {
    width = max(presentation.width, 24)
    // The prompt and the line that was typed stay on the screen.
    height = showsAll ? PlotFrame.mostRows : max(presentation.height - 2, 8)
    format = presentation.format
    palette = Palette(
      usesColour: presentation.paints, usesASCII: presentation.usesASCII)
  }

  /// The same of another size.
  func sized(width: Int, height: Int) -> PlotFrame {
    PlotFrame(width: width, height: height, format: format, palette: palette)
  }

  private init(width: Int, height: Int, format: NumberFormat, palette: Palette) {
    (self.width, self.height) = (width, height)
    (self.format, self.palette) = (format, palette)
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
