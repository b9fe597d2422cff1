import Containers

/// A place of the screen: a letter, and how it looks.
package struct Cell: Hashable, Sendable {
  /// What stands there; empty in the right half of a wide letter.
  package internal(set) var text = " "
  package internal(set) var ink = Ink()

  package init() {}
}

/// All that a screen shows, as cells: made anew for every change, and compared with what was there.
package struct Cells: Equatable, Sendable {
  package let columns, rows: Int
  private(set) var cells: [Cell]

  package init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (max(columns, 0), max(rows, 0))
    cells = [Cell](repeating: Cell(), count: self.columns * self.rows)
  }

  package var size: TerminalSize { TerminalSize(columns: columns, rows: rows) }

  package subscript(row: Int, column: Int) -> Cell {
    cells[row * columns + column]
  }

  /// The letters of a row, without the blanks at its end.
  package func text(row: Int) -> String {
    guard (0..<rows).contains(row) else { return "" }
    var text = cells[row * columns..<(row + 1) * columns].map(\.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Writes a line that may hold colours (`ESC[…m`) from a place on, as far as `end`; what has no room
  /// there is left out, and so is what is no letter. The column after it.
  @discardableResult
  package mutating func put(_ line: String, row: Int, column: Int, upTo end: Int) -> Int {
    let end = min(end, columns)
    var (column, ink) = (column, Ink())
    guard (0..<rows).contains(row), column >= 0 else { return column }
    for piece in EscapeSequences(line) {
      switch piece {
      case .escape(let sequence): ink.apply(sequence)
      case .text(let text):
        for scalar in text.unicodeScalars {
          column = put(scalar, ink, row: row, column: column, upTo: end)
        }
      }
    }
    return column
  }

  private mutating func put(
    _ scalar: Unicode.Scalar, _ ink: Ink, row: Int, column: Int, upTo end: Int
  ) -> Int {
    let width = scalar.columns
    let place = row * columns + column
    guard width > 0 else {
      // A mark joins the letter before; what commands a terminal is no letter.
      let isMark = scalar.value >= 0x300 && !scalar.isHidden
      if isMark, column > 0, column <= end { cells[place - 1].text.unicodeScalars.append(scalar) }
      return column
    }
    guard column + width <= end else { return end }
    set(place, String(scalar), ink)
    if width == 2 { set(place + 1, "", ink) }
    return column + width
  }

  /// Writes a cell; what is left of a wide letter there is a blank.
  private mutating func set(_ place: Int, _ text: String, _ ink: Ink) {
    if cells[place].text.isEmpty, !text.isEmpty { cells[place - 1].text = " " }
    let next = place + 1
    if cells.indices.contains(next), next % columns > 0, cells[next].text.isEmpty {
      cells[next].text = " "
    }
    cells[place].text = text
    cells[place].ink = ink
  }

  /// Changes how cells of a row look.
  package mutating func change(row: Int, _ range: Range<Int>, _ change: (Ink) -> Ink) {
    guard (0..<rows).contains(row) else { return }
    for column in range.clamped(to: 0..<columns) {
      let place = row * columns + column
      cells[place].ink = change(cells[place].ink)
    }
  }

  /// Makes rows unknown, where somebody else has written: they differ from everything.
  package mutating func forget(rows range: Range<Int>) {
    for row in range.clamped(to: 0..<rows) {
      for column in 0..<columns { cells[row * columns + column].text = "\0" }
    }
  }
}
