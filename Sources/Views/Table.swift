import Terminal

/// Rows of text in columns.
package struct Table {
  private var rows: [[String]]

  package init(_ header: [String]) { rows = [header] }

  package mutating func add(_ row: [String]) { rows.append(row.map(\.visible)) }

  /// The lines, the columns as wide as they must be and the last ones cut to fit; `shrinking` are columns
  /// whose words lose their middle before that, so that what stands behind them is seen.
  package func lines(width: Int, shrinking: [Int] = []) -> [String] {
    let rows = shrunken(to: width, shrinking)
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

  /// No word is made shorter than that.
  private static let shortest = 8

  private func shrunken(to width: Int, _ columns: [Int]) -> [[String]] {
    var rows = rows
    func widest(_ column: Int) -> Int { rows.map { $0[column].columns }.max() ?? 0 }
    func excess() -> Int {
      let count = rows.first?.count ?? 0
      return (0..<count).reduce(2 * count - width) { $0 + widest($1) }
    }
    while excess() > 0, let column = columns.max(by: { widest($0) < widest($1) }),
      case let most = max(widest(column) - excess(), Table.shortest), most < widest(column)
    {
      for index in rows.indices where rows[index][column].count > most {
        let (text, half) = (rows[index][column], (most - 1) / 2)
        rows[index][column] = "\(text.prefix(most - 1 - half))…\(text.suffix(half))"
      }
    }
    return rows
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
