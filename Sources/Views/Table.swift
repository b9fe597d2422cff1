import Terminal

/// Rows of text in columns.
package struct Table {
  private var rows: [[String]]

  package init(_ header: [String]) { rows = [header] }

  package mutating func add(_ row: [String]) { rows.append(row.map(\.visible)) }

  /// The lines, the columns as wide as they must be and the last ones cut to fit.
  package func lines(width: Int) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    var widths = [Int](repeating: 0, count: count)
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.columns) }
    }
    let rule = "  " + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    var result: [String] = []
    for (index, row) in rows.enumerated() {
      let cells = row.enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - cell.columns)
        return Table.isNumber(cell) ? gap + cell : cell + gap
      }
      result.append(Table.cut("  " + cells.joined(separator: "  "), width))
      if index == 0 { result.append(Table.cut(rule, width).marked(.dim)) }
    }
    return result
  }

  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isNumber || $0 == "," }
  }

  private static func cut(_ line: String, _ width: Int) -> String {
    let trimmed = String(line.reversed().drop { $0 == " " }.reversed())
    guard trimmed.count > width else { return trimmed }
    return String(trimmed.prefix(max(width - 1, 1))) + "…"
  }

  /// `13,249`.
  package static func grouped(_ number: Int) -> String {
    var text = String(number)
    var end = text.count - 3
    while end > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: end))
      end -= 3
    }
    return text
  }
}
