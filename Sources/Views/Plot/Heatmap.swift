import Tensors
import Terminal

/// A matrix as cells of colours or shades, with its indices at the edges and a legend below.
///
/// ```
/// unit   t 0     1     2
///    0  0.49▒ 0.53▒ 0.58▓
/// ```
/// Where cells are wide enough the numbers stand in them.
package struct Heatmap {
  let tensor: Tensor
  /// What the rows and the columns are: `unit` and `t`.
  let rowName, columnName: String
  let frame: PlotFrame

  package init(tensor: Tensor, rowName: String, columnName: String, frame: PlotFrame) {
    (self.tensor, self.frame) = (tensor, frame)
    (self.rowName, self.columnName) = (rowName, columnName)
  }

  /// Cells are no wider, and hold numbers from this width on.
  private static let (widest, roomy) = (8, 6)

  package func lines() -> [String] {
    let label = max(rowName.count, String(tensor.shape[0] - 1).count) + 4
    let room = max(frame.width - label, 8)
    let bins = Bins(tensor, rows: max(frame.height - 6, 4), columns: room)
    let scale = frame.scale(of: bins.cells)
    let texts = texts(bins, min(room / bins.columns, Heatmap.widest))
    let wide = texts == nil ? min(room / bins.columns, 4) : min(room / bins.columns, Heatmap.widest)
    var lines = [head(bins, label, wide)]
    for row in 0..<bins.rows {
      let cells = (0..<bins.columns).map { column in
        frame.palette.cell(
          bins[row, column], scale, columns: wide,
          text: texts.map { $0[row * bins.columns + column] })
      }
      lines.append(String(row * bins.down).padded(to: label - 2) + "  " + cells.joined())
    }
    let note = bins.note("cell", times: frame.palette.usesASCII ? "x" : "×")
    let legend = frame.palette.legend(scale, tensor.elements, frame.number)
    // A note of its own line is seen.
    lines += frame.notes(legend, indent: min(label, 8))
    if let note { lines += frame.notes([note], indent: min(label, 8)) }
    return lines
  }

  /// Numbers of two digits after the point, where the cells have room for them.
  private func texts(_ bins: Bins, _ wide: Int) -> [String]? {
    guard wide >= Heatmap.roomy else { return nil }
    var format = frame.format
    format.precision = min(format.precision, 2)
    let texts = format.column(bins.cells, tensor.dtype)
    return (texts.first?.count ?? 0) < wide ? texts : nil
  }

  /// The columns' indices, as many as there is room for.
  private func head(_ bins: Bins, _ label: Int, _ wide: Int) -> String {
    // A number in a cell ends before its last column; what is narrow begins where the cell does.
    let end = wide >= Heatmap.roomy ? wide - 1 : 0
    let line = AxisLabels.line(
      columnName, count: bins.columns, step: bins.across, width: frame.width - label
    ) { place, length in
      end > 0 ? place * wide + max(end - length, 0) : place * wide
    }
    return (rowName.padded(to: label - 2) + "  " + line).marked(.dim)
  }
}
