import Terminal

/// Where the parts of the full screen stand.
struct ScreenLayout: Equatable {
  /// Rows and columns of a part.
  struct Area: Equatable {
    let rows, columns: Range<Int>

    func contains(row: Int, column: Int) -> Bool {
      rows.contains(row) && columns.contains(column)
    }
  }

  let size: TerminalSize
  let equations, numbers, explanation: Area
  /// All of the panes together, for what is long.
  let panes: Area
  /// The rows of the prompt and what was shown last.
  let foot: Range<Int>
  let keys: Int

  /// `numbers` is how many lines the numbers take that there are.
  init(_ size: TerminalSize, numbers wanted: Int) {
    let footRows =
      switch size.rows {
      case ..<20: max(min(size.rows - 1, 3), 0)
      case ..<24: 3
      case ..<32: 4
      case ..<44: 6
      default: 8
      }
    self.size = size
    keys = max(size.rows - 1, 0)
    foot = max(keys - footRows, 0)..<keys
    // The borders are above, below and between.
    let rows = 1..<max(foot.lowerBound - 1, 1)
    let middle = min(max(size.columns * 5 / 16, 25), 64)
    let right = min(middle + 1, size.columns)..<max(size.columns - 1, min(middle + 1, size.columns))
    let explained = max(rows.count / 3, 4)
    let split = rows.lowerBound + max(min(wanted, rows.count - explained - 1), min(4, rows.count))
    equations = Area(rows: rows, columns: 1..<max(middle, 1))
    numbers = Area(rows: rows.lowerBound..<min(split, rows.upperBound), columns: right)
    explanation = Area(
      rows: min(split + 1, rows.upperBound)..<rows.upperBound,
      columns: min(right.lowerBound + 1, right.upperBound)..<right.upperBound)
    panes = Area(rows: rows, columns: 0..<size.columns)
  }
}
