import Terminal

/// Rows of text in columns.
package struct Table {
  private var rows: [[String]]
  /// What stands below each row, as it is.
  private var remarks: [[String]] = [[]]

  package init(_ header: [String]) { rows = [header] }

  package mutating func add(_ row: [String], below remarks: [String] = []) {
    rows.append(row.map(\.visible))
    self.remarks.append(remarks)
  }

  /// The lines, the columns as wide as they must be, in what room there is.
  ///
  /// What is too wide has the words of its heads below each other, then those of the columns `wrapping`, one
  /// column after the other, then less air between columns; then words of the columns `shrinking` that are
  /// longer than half a line lose their middle, and at last the columns that are left over stand below the
  /// others. A number is never cut.
  package func lines(
    width: Int, wrapping: [Int] = [], shrinking: [Int] = []
  ) -> [String] {
    let layout = TableLayout(rows, width: width, wrapping: wrapping, shrinking: shrinking)
    return rows.indices.flatMap { index -> [String] in
      let lines = layout.lines(of: index) + remarks[index]
      return index == 0 ? lines + [layout.rule.marked(.dim)] : lines
    }
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
