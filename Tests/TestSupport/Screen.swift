import Containers

/// What a terminal shows after some output: a VT100 with the second screen and the colours of an xterm,
/// enough for line editors, tables, pagers and programs that take all of the screen.
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

  /// A place of the screen: a letter, and the codes of `ESC [ … m` since the last 0.
  package struct Place: Equatable {
    package var text = " "
    package var ink = ""
  }

  private var cells: [[Place]]
  private var ink = ""
  /// What the first screen shows while the second one is there, and where its cursor is.
  private var first: (cells: [[Place]], row: Int, column: Int)?
  /// The rows that scroll.
  private var region: Range<Int>
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
    region = 0..<rows
  }

  /// Whether the second screen is shown, which programs take that draw on all of it.
  package var isSecond: Bool { first != nil }

  package subscript(row: Int, column: Int) -> Place { cells[row][column] }

  /// The letters of a row that were written with a code among others, `7` being reversed.
  package func text(row: Int, inked code: String) -> String {
    cells[row].filter { $0.ink.split(separator: ";").contains { $0 == code } }.map(\.text).joined()
  }

  /// The same of all rows, those without any left out.
  package func texts(inked code: String) -> [String] {
    (0..<rows).map { text(row: $0, inked: code) }.filter { !$0.isEmpty }
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

  /// What stands in it before the cursor: of a line with something faint behind it, what was typed.
  package var lineToCursor: String { Self.line(Array(cells[row][..<column])) }

  /// The letters of the cursor's row that were written with a code among others.
  package func current(inked code: String) -> String { text(row: row, inked: code) }

  /// As xterm does: rows are cut or filled up, none is wrapped anew.
  package mutating func resize(columns: Int, rows: Int) {
    func fitted(_ cells: [[Place]]) -> [[Place]] {
      cells.map { row in
        Array(row.prefix(columns)) + Array(repeating: Place(), count: max(columns - row.count, 0))
      }
    }
    cells = fitted(cells)
    if let first {
      let blank = Self.blank(columns, max(rows - first.cells.count, 0))
      let own = fitted(Array(first.cells.prefix(rows))) + blank
      self.first = (own, min(first.row, rows - 1), min(first.column, columns - 1))
    }
    region = 0..<rows
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
    let width = scalar.columns
    guard width > 0 else {
      let last = wraps ? column : max(column - 1, 0)
      cells[row][last].text.unicodeScalars.append(scalar)
      return
    }
    if wraps || column + width > columns {
      column = 0
      lineFeed()
    }
    wraps = false
    if inserts {
      cells[row].insert(contentsOf: Array(repeating: Place(), count: width), at: column)
      cells[row].removeLast(width)
    }
    cells[row][column] = Place(text: String(scalar), ink: ink)
    if width == 2 { cells[row][column + 1] = Place(text: "", ink: ink) }
    column += width
    if column >= columns {
      column = columns - 1
      wraps = true
    }
  }

  private mutating func lineFeed() {
    wraps = false
    guard row == region.upperBound - 1 else {
      row = min(row + 1, rows - 1)
      return
    }
    let line = cells.remove(at: region.lowerBound)
    if region.lowerBound == 0, !isSecond { scrolledOff.append(Self.line(line)) }
    cells.insert(Self.blank(columns, 1)[0], at: region.upperBound - 1)
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
      if name == "?1049" { showSecond(final == "h") }
      if final == "h" { modes.insert(name) } else { modes.remove(name) }
    case "m": ink = parameters.isEmpty ? "" : Self.ink(ink, with: parameters)
    case "r":
      // What was asked for before the screen became smaller may lie below it.
      let end = min(numbers.dropFirst().first.flatMap { $0 } ?? rows, rows)
      region = count - 1 < end ? count - 1..<end : 0..<rows
      moveTo(0, 0)
    case "c": break  // a question
    default: unknown.append(sequence)
    }
  }

  /// A 0 ends all that was asked for before.
  private static func ink(_ ink: String, with codes: Substring) -> String {
    let all = (ink.split(separator: ";") + codes.split(separator: ";")).map(String.init)
    let start = all.lastIndex(of: "0").map { $0 + 1 } ?? 0
    return all[start...].joined(separator: ";")
  }

  /// The second screen is blank when it comes; the first one is there again when that goes.
  private mutating func showSecond(_ isSecond: Bool) {
    guard isSecond != self.isSecond else { return }
    if let first {
      (cells, row, column) = first
      self.first = nil
    } else {
      first = (cells, row, column)
      cells = Self.blank(columns, rows)
    }
    wraps = false
  }

  private mutating func moveTo(_ row: Int, _ column: Int) {
    self.row = min(max(row, 0), rows - 1)
    self.column = min(max(column, 0), columns - 1)
    wraps = false
  }

  private mutating func blank(_ row: Int, _ range: Range<Int>) {
    for column in range { cells[row][column] = Place() }
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
    let blanks = Array(repeating: Place(), count: min(abs(count), columns - column))
    if count > 0 {
      cells[row].insert(contentsOf: blanks, at: column)
      cells[row].removeLast(blanks.count)
    } else {
      cells[row].removeSubrange(column..<column + blanks.count)
      cells[row] += blanks
    }
  }

  private mutating func shiftRows(by count: Int) {
    guard region.contains(row) else { return }
    for _ in 0..<min(abs(count), region.upperBound - row) {
      let blank = Self.blank(columns, 1)[0]
      cells.remove(at: count > 0 ? region.upperBound - 1 : row)
      cells.insert(blank, at: count > 0 ? row : region.upperBound - 1)
    }
  }

  private static func blank(_ columns: Int, _ rows: Int) -> [[Place]] {
    Array(repeating: Array(repeating: Place(), count: columns), count: rows)
  }

  private static func line(_ row: [Place]) -> String {
    var line = row.map(\.text).joined()
    while line.last == " " { line.removeLast() }
    return line
  }
}
