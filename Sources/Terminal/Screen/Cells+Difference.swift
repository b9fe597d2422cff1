import Containers

extension Cells {
  /// What makes a screen that shows `before` show this: the cells that differ, and no others. All of
  /// them where nothing is known of the screen, or where it has another size.
  package func difference(from before: Cells?) -> String {
    guard let before, before.size == size else {
      return "\u{1B}[0m\u{1B}[2J" + changes(from: Cells(columns: columns, rows: rows))
    }
    return changes(from: before)
  }

  private func changes(from before: Cells) -> String {
    var pen = Pen()
    for row in 0..<rows {
      for column in 0..<columns {
        let place = row * columns + column
        let cell = cells[place]
        // The right half of a wide letter is written with its left one.
        guard cell != before.cells[place], !cell.text.isEmpty else { continue }
        pen.write(cell, row: row, column: column)
      }
    }
    return pen.finished
  }

  /// Writes cells one after the other, and says where and how only when that changes.
  private struct Pen {
    private var output = ""
    private var ink: Ink?
    private var place: (row: Int, column: Int)?

    mutating func write(_ cell: Cell, row: Int, column: Int) {
      if place.map({ $0 != (row, column) }) ?? true {
        output += "\u{1B}[\(row + 1);\(column + 1)H"
      }
      if ink != cell.ink {
        output += cell.ink.sequence
        ink = cell.ink
      }
      output += cell.text
      let width = cell.text.unicodeScalars.first?.columns ?? 1
      place = (row, column + width)
    }

    /// What was written; the pen is put back as it was found.
    var finished: String { ink == nil || ink == Ink() ? output : output + Ink().sequence }
  }
}
