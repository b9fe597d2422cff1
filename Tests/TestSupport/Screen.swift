import Terminal

/// What a VT100 shows after some output: enough of one for line editors, tables and pagers.
package struct Screen {
  package private(set) var columns: Int
  package private(set) var rows: Int
  /// The cursor's place, from 0.
  package private(set) var row = 0
  package private(set) var column = 0
  /// The modes that the program has set: `?2004` for bracketed paste.
  package private(set) var modes: Set<String> = []
  /// Control sequences that this screen does not know.
  package private(set) var unknown: [String] = []

  private var cells: [[String]]
  /// Lines that have left the screen at the top.
  package private(set) var scrolledOff: [String] = []
  /// The cursor stands behind the last column: the next character begins a new row.
  private var wraps = false
  private var inserts = false
  private var saved = (row: 0, column: 0)
  private var sequence = ""

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Self.blank(columns, rows)
  }

  /// The rows, without blanks at their ends.
  package var lines: [String] { cells.map(Self.line) }

  /// The rows down to the last one that is not blank.
  package var text: String {
    let lines = lines
    let used = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    return lines[..<used].joined(separator: "\n")
  }

  /// The row of the cursor.
  package var currentLine: String { lines[row] }

  /// As xterm does: rows are cut or filled up, none is wrapped anew.
  package mutating func resize(columns: Int, rows: Int) {
    cells = cells.map { row in
      Array(row.prefix(columns)) + Array(repeating: " ", count: max(columns - row.count, 0))
    }
    while cells.count > rows {
      if row < cells.count - 1 {
        cells.removeLast()
      } else {
        scrolledOff.append(Self.line(cells.removeFirst()))
        row -= 1
      }
    }
    while cells.count < rows { cells.append(Self.blank(columns, 1)[0]) }
    self.columns = columns
    self.rows = rows
    column = min(column, columns - 1)
    wraps = false
  }

  package mutating func write(_ output: String) {
    for scalar in output.unicodeScalars { write(scalar) }
  }

  // MARK: One character

  private mutating func write(_ scalar: Unicode.Scalar) {
    if !sequence.isEmpty {
      continueSequence(scalar)
      return
    }
    switch scalar {
    case "\u{1B}": sequence = "\u{1B}"
    case "\r": moveTo(row, 0)
    case "\n": lineFeed()
    case "\u{8}": moveTo(row, column - 1)
    case "\t": moveTo(row, min((column / 8 + 1) * 8, columns - 1))
    case "\0"..<" ", "\u{7F}": break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Terminal.width(of: scalar)
    guard width > 0 else {
      let last = wraps ? column : max(column - 1, 0)
      cells[row][last].unicodeScalars.append(scalar)
      return
    }
    if wraps || column + width > columns {
      column = 0
      lineFeed()
    }
    wraps = false
    if inserts {
      cells[row].insert(contentsOf: Array(repeating: " ", count: width), at: column)
      cells[row].removeLast(width)
    }
    cells[row][column] = String(scalar)
    if width == 2 { cells[row][column + 1] = "" }
    column += width
    if column >= columns {
      column = columns - 1
      wraps = true
    }
  }

  private mutating func lineFeed() {
    wraps = false
    guard row == rows - 1 else {
      row += 1
      return
    }
    scrolledOff.append(Self.line(cells.removeFirst()))
    cells.append(Self.blank(columns, 1)[0])
  }

  // MARK: Control sequences

  private mutating func continueSequence(_ scalar: Unicode.Scalar) {
    sequence.unicodeScalars.append(scalar)
    let kind = sequence.dropFirst().first
    switch kind {
    case "[":
      guard sequence.count > 2, ("@"..."~").contains(scalar) else { return }
      control(sequence.dropFirst(2).dropLast(), scalar)
    case "]":  // a title, ended by BEL or ESC \
      guard scalar == "\u{7}" || sequence.hasSuffix("\u{1B}\\") else { return }
    case "(", ")":
      guard sequence.count > 2 else { return }
    case "7": saved = (row, column)
    case "8": moveTo(saved.row, saved.column)
    case "M": moveTo(row - 1, column)
    case "=", ">": break
    default: unknown.append(sequence)
    }
    sequence = ""
  }

  private mutating func control(_ parameters: Substring, _ final: Unicode.Scalar) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = numbers.first.flatMap { $0 } ?? 0
    let count = max(first, 1)
    switch final {
    case "A": moveTo(row - count, column)
    case "B": moveTo(row + count, column)
    case "C": moveTo(row, column + count)
    case "D": moveTo(row, column - count)
    case "G": moveTo(row, count - 1)
    case "d": moveTo(count - 1, column)
    case "H", "f": moveTo(count - 1, (numbers.dropFirst().first.flatMap { $0 } ?? 1) - 1)
    case "J": eraseDisplay(first)
    case "K": eraseLine(first)
    case "P": shift(from: column, by: -count)
    case "@": shift(from: column, by: count)
    case "X": blank(row, column..<min(column + count, columns))
    case "L", "M": shiftRows(by: final == "L" ? count : -count)
    case "h", "l":
      let name = String(parameters)
      if name == "4" { inserts = final == "h" }
      if final == "h" { modes.insert(name) } else { modes.remove(name) }
    case "m", "c": break  // colours; a question
    default: unknown.append(sequence)
    }
  }

  private mutating func moveTo(_ row: Int, _ column: Int) {
    self.row = min(max(row, 0), rows - 1)
    self.column = min(max(column, 0), columns - 1)
    wraps = false
  }

  private mutating func blank(_ row: Int, _ range: Range<Int>) {
    for column in range { cells[row][column] = " " }
  }

  private mutating func eraseLine(_ part: Int) {
    switch part {
    case 0: blank(row, column..<columns)
    case 1: blank(row, 0..<column + 1)
    default: blank(row, 0..<columns)
    }
  }

  private mutating func eraseDisplay(_ part: Int) {
    if part != 2 { eraseLine(part) }
    let others = part == 0 ? row + 1..<rows : part == 1 ? 0..<row : 0..<rows
    for row in others { blank(row, 0..<columns) }
  }

  private mutating func shift(from column: Int, by count: Int) {
    let blanks = Array(repeating: " ", count: min(abs(count), columns - column))
    if count > 0 {
      cells[row].insert(contentsOf: blanks, at: column)
      cells[row].removeLast(blanks.count)
    } else {
      cells[row].removeSubrange(column..<column + blanks.count)
      cells[row] += blanks
    }
  }

  private mutating func shiftRows(by count: Int) {
    for _ in 0..<min(abs(count), rows - row) {
      let blank = Self.blank(columns, 1)[0]
      if count > 0 {
        cells.insert(blank, at: row)
        cells.removeLast()
      } else {
        cells.remove(at: row)
        cells.append(blank)
      }
    }
  }

  private static func blank(_ columns: Int, _ rows: Int) -> [[String]] {
    Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  private static func line(_ row: [String]) -> String {
    var line = row.joined()
    while line.last == " " { line.removeLast() }
    return line
  }
}
