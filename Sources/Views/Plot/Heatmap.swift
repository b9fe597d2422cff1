import Tensors
import Terminal

/// A matrix as cells of colours or shades, with its indices at the edges and a legend below.
///
/// ```
///  unit t    0     1     2
///      0  0.49▒ 0.53▒ 0.58▓
/// ```
/// Where cells are wide enough the numbers stand in them.
package struct Heatmap {
  let tensor: Tensor
  /// What the rows and the columns are: `unit` and `t`.
  let rowName, columnName: String
  let frame: PlotFrame
  /// The scale of several pictures together; nil: that of the cells.
  let scale: ColourScale?
  /// What stands at rows and columns in place of their indices; nil: these.
  let labels: Labels?

  /// Names of rows and columns. Those of columns stand where they all fit, else their indices do.
  package struct Labels {
    let rows, columns: [String]

    package init(rows: [String], columns: [String]) { (self.rows, self.columns) = (rows, columns) }
  }

  package init(
    tensor: Tensor, rowName: String, columnName: String, frame: PlotFrame,
    scale: ColourScale? = nil, labels: Labels? = nil
  ) {
    (self.tensor, self.frame) = (tensor, frame)
    (self.rowName, self.columnName) = (rowName, columnName)
    (self.scale, self.labels) = (scale, labels)
  }

  /// Cells are no wider, and hold numbers from this width on.
  private static let (widest, roomy) = (8, 6)
  /// The widest for the sake of a name above it.
  private static let widestNamed = 14

  /// How wide a cell may be: as its column's name wants it.
  private var most: Int {
    guard let longest = labels?.columns.map(\.columns).max() else { return Heatmap.widest }
    return min(max(longest + 2, Heatmap.widest), Heatmap.widestNamed)
  }

  package func lines() -> [String] {
    let bins = bins
    let legend = frame.palette.legend(
      scale ?? frame.scale(of: bins.cells), tensor.elements, frame.number)
    // A note of its own line is seen.
    return grid() + frame.notes(legend, indent: min(label, 8))
      + (note.map { frame.notes([$0], indent: min(label, 8)) } ?? [])
  }

  /// That cells are means of several numbers; nil where every number has one.
  var note: String? { bins.note("cell", times: frame.palette.usesASCII ? "x" : "×") }

  /// The columns of a row's index and of what is around it.
  private var label: Int {
    let names = rowName.count + columnName.count
    let longest = labels?.rows.map(\.columns).max() ?? String(tensor.shape[0] - 1).count
    return max(names + 2, longest + 2, rowName.count + 4)
  }
  private var room: Int { max(frame.width - label, 8) }
  private var bins: Bins {
    Bins(tensor, rows: max(frame.height - 6, 4), columns: room)
  }

  /// The head and the rows, without a legend; of no numbers nothing.
  func grid() -> [String] {
    let (label, bins) = (label, bins)
    guard bins.columns > 0 else { return [] }
    let scale = scale ?? frame.scale(of: bins.cells)
    let texts = texts(bins, min(room / bins.columns, most))
    let wide = texts == nil ? min(room / bins.columns, 4) : min(room / bins.columns, most)
    var lines = [head(bins, label, wide)]
    for row in 0..<bins.rows {
      let cells = (0..<bins.columns).map { column in
        frame.palette.cell(
          bins[row, column], scale, columns: wide,
          text: texts.map { $0[row * bins.columns + column] })
      }
      let name = bins.down == 1 ? labels?.rows[row] : nil
      let index = (name ?? String(row * bins.down)).padded(to: label - 2)
      lines.append(index + "  " + cells.joined())
    }
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
    if let labels = labels?.columns, bins.across == 1, labels.allSatisfy({ $0.columns < wide }) {
      let names = labels.map { end > 0 ? $0.padded(to: end) + " " : $0.filled(to: wide) }
      return (rowName.padded(to: label - 2) + "  " + names.joined()).trimmedEnd.marked(.dim)
    }
    let line = AxisLabels.line(
      count: bins.columns, step: bins.across, width: frame.width - label
    ) { place, length in
      end > 0 ? place * wide + max(end - length, 0) : place * wide
    }
    let name = rowName.padded(to: label - columnName.count - 2)
    return "\(name) \(columnName) \(line)".marked(.dim)
  }
}
