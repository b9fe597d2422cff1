import Tensors
import Terminal

/// Heatmaps beside each other, as many as a line takes, each below its title; those of one scale share
/// a legend.
///
/// ```
/// i  input gate        f  forget gate       g  candidate
/// unit  t 0  1  2      unit  t 0  1  2      unit  t 0  1  2
///    0    ▓▓ ██ ██        0    ▓▓ ██ ██        0    -- ≡≡ ≡≡
/// ```
package struct Panels {
  /// A matrix with its title.
  package struct Panel {
    let name, title: String
    let tensor: Tensor
    /// The ends of the scale; nil: those of the numbers.
    let range: ClosedRange<Double>?
    /// What stands at the rows and columns in place of their indices.
    let labels: Heatmap.Labels?
    /// What its name is: a gate, in the colour that this has everywhere.
    let mark: Style.Mark

    package init(
      _ name: String, _ title: String, _ tensor: Tensor, range: ClosedRange<Double>? = nil,
      labels: Heatmap.Labels? = nil, mark: Style.Mark = .name
    ) {
      (self.name, self.title, self.tensor) = (name, title, tensor)
      (self.range, self.labels, self.mark) = (range, labels, mark)
    }

    fileprivate var scale: ColourScale {
      ColourScale(tensor.elements, within: range)
    }
  }

  let panels: [Panel]
  let rowName, columnName: String
  let frame: PlotFrame

  /// So many rows are drawn whole, whatever the screen holds.
  private static let mostRows = 16
  /// What is between two pictures.
  private static let gap = 3

  package init(_ panels: [Panel], rowName: String, columnName: String, frame: PlotFrame) {
    (self.panels, self.frame) = (panels, frame)
    (self.rowName, self.columnName) = (rowName, columnName)
  }

  package func lines() -> [String] {
    let (columns, width) = layout
    let rows = (panels.count + columns - 1) / columns
    let longest = panels.map { $0.tensor.shape[0] }.max() ?? 1
    // A heatmap keeps six lines for what stands around its rows.
    let height = longest <= Panels.mostRows ? longest : max(frame.height / max(rows, 1) - 4, 8)
    let own = frame.sized(width: width, height: height + 6)
    var note: String?
    let blocks = panels.map { panel -> [String] in
      let heatmap = Heatmap(
        tensor: panel.tensor, rowName: rowName, columnName: columnName, frame: own,
        scale: panel.scale, labels: panel.labels)
      note = note ?? heatmap.note
      let title = panel.title.isEmpty ? panel.name : "\(panel.name)  \(panel.title)"
      return [String(title.prefix(width)).marked(panel.mark)] + heatmap.grid()
    }
    var lines: [String] = []
    for start in stride(from: 0, to: blocks.count, by: columns) {
      if start > 0 { lines.append("") }
      lines += Panels.beside(Array(blocks[start..<min(start + columns, blocks.count)]), width)
    }
    return lines + legends + (note.map { frame.notes([$0]) } ?? [])
  }

  /// How many stand beside each other, and how wide each is: with the widest cells for which all of
  /// them stand in two rows.
  private var layout: (columns: Int, width: Int) {
    let most = panels.map { $0.tensor.shape[1] }.max() ?? 1
    let names = panels.compactMap(\.labels)
    let longest = names.flatMap(\.rows).map(\.columns).max() ?? 0
    let label = max(max(rowName.count, 4) + 4, rowName.count + columnName.count + 2, longest + 2)
    let named = (names.flatMap(\.columns).map(\.columns).max() ?? 0) + 2
    for cell in (7..<14).contains(named) ? [named, 7, 6, 4, 3, 2, 1] : [7, 6, 4, 3, 2, 1] {
      let width = max(label + most * cell, label + columnName.count + 3)
      let columns = (frame.width + Panels.gap) / (width + Panels.gap)
      if columns > 0, (panels.count + columns - 1) / columns <= 2 {
        return (min(columns, panels.count), width)
      }
    }
    let columns = min(max((frame.width + Panels.gap) / (24 + Panels.gap), 1), panels.count)
    return (columns, (frame.width + Panels.gap) / columns - Panels.gap)
  }

  private static func beside(_ blocks: [[String]], _ width: Int) -> [String] {
    let height = blocks.map(\.count).max() ?? 0
    return (0..<height).map { row in
      var line = ""
      for (index, block) in blocks.enumerated() {
        let text = block.indices.contains(row) ? block[row] : ""
        line += text
        if index < blocks.count - 1 {
          line += String(repeating: " ", count: max(width - text.columns, 0) + gap)
        }
      }
      return line.trimmedEnd
    }
  }

  /// A legend for each scale, with the names of the pictures that it is of.
  private var legends: [String] {
    var scales: [(scale: ColourScale, names: [String], numbers: [Double])] = []
    for panel in panels {
      if let place = scales.firstIndex(where: { $0.scale == panel.scale }) {
        scales[place].names.append(panel.name)
        scales[place].numbers += panel.tensor.elements
      } else {
        scales.append((panel.scale, [panel.name], panel.tensor.elements))
      }
    }
    return scales.flatMap { scale, names, numbers in
      let parts = frame.palette.legend(scale, numbers, frame.number)
      let start = scales.count > 1 ? "\(names.joined(separator: " ")): " : ""
      return frame.notes(
        parts.enumerated().map { $0.offset == 0 ? start + $0.element : $0.element })
    }
  }
}
