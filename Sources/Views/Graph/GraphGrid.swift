import Terminal

/// A grid of letters that boxes and lines are drawn on.
struct GraphGrid {
  /// The sides that a line in a cell leads to.
  private struct Sides: OptionSet {
    let rawValue: Int
    static let up = Sides(rawValue: 1)
    static let down = Sides(rawValue: 2)
    static let left = Sides(rawValue: 4)
    static let right = Sides(rawValue: 8)
    static let vertical: Sides = [.up, .down]
    static let horizontal: Sides = [.left, .right]
  }

  private struct Cell {
    var text = " "
    var sides: Sides = []
    var net = -1
    var mark: Style.Mark?
  }

  let width: Int
  private let usesASCII: Bool
  private var rows: [[Cell]] = []

  init(width: Int, usesASCII: Bool) {
    (self.width, self.usesASCII) = (width, usesASCII)
  }

  var height: Int { rows.count }

  mutating func addRows(_ count: Int) {
    rows += Array(repeating: Array(repeating: Cell(), count: width), count: count)
  }

  private subscript(row: Int, column: Int) -> Cell? {
    get { rows.indices.contains(row) && (0..<width).contains(column) ? rows[row][column] : nil }
    set {
      guard let newValue, rows.indices.contains(row), (0..<width).contains(column) else { return }
      rows[row][column] = newValue
    }
  }

  // MARK: Boxes

  /// A box with lines of text; a strong one has another border.
  mutating func box(
    _ text: [String], row: Int, left: Int, width: Int, isStrong: Bool
  ) {
    let look: [String] =
      switch (usesASCII, isStrong) {
      case (false, false): ["┌", "─", "┐", "│", "└", "┘"]
      case (false, true): ["┏", "━", "┓", "┃", "┗", "┛"]
      case (true, false): ["+", "-", "+", "|", "+", "+"]
      case (true, true): ["#", "#", "#", "#", "#", "#"]
      }
    let mark: Style.Mark? = isStrong ? .place : nil
    let right = left + width - 1
    for column in left...right {
      let isEnd = column == left ? 0 : column == right ? 2 : 1
      put([look[0], look[1], look[2]][isEnd], row, column, mark)
      put([look[4], look[1], look[5]][isEnd], row + text.count + 1, column, mark)
    }
    for (index, line) in text.enumerated() {
      put(look[3], row + index + 1, left, mark)
      put(look[3], row + index + 1, right, mark)
      write(line, row + index + 1, left + 2, index == 0 ? (mark ?? .strong) : nil)
    }
  }

  private mutating func put(_ text: String, _ row: Int, _ column: Int, _ mark: Style.Mark?) {
    self[row, column] = Cell(text: text, mark: mark)
  }

  /// A letter of two columns leaves the second cell empty.
  private mutating func write(_ text: String, _ row: Int, _ left: Int, _ mark: Style.Mark?) {
    var column = left
    for letter in text {
      let columns = String(letter).columns
      put(String(letter), row, column, mark)
      for empty in column + 1..<max(column + columns, column + 1) { put("", row, empty, mark) }
      column += columns
    }
  }

  // MARK: Lines

  /// The foot of a box, where a line leaves it.
  mutating func leave(_ row: Int, _ column: Int, isStrong: Bool) {
    put(usesASCII ? "+" : isStrong ? "┯" : "┬", row, column, isStrong ? .place : nil)
  }

  mutating func arrow(_ row: Int, _ column: Int) { put(usesASCII ? "v" : "▼", row, column, nil) }

  mutating func vertical(_ column: Int, _ rows: ClosedRange<Int>, net: Int) {
    for row in rows {
      var sides = Sides.vertical
      if row == rows.lowerBound { sides.remove(.up) }
      if row == rows.upperBound { sides.remove(.down) }
      add(sides.isEmpty ? .vertical : sides, row, column, net)
    }
  }

  mutating func horizontal(_ row: Int, _ columns: ClosedRange<Int>, net: Int) {
    for column in columns {
      var sides = Sides.horizontal
      if column == columns.lowerBound { sides.remove(.left) }
      if column == columns.upperBound { sides.remove(.right) }
      add(sides, row, column, net)
    }
  }

  /// Lines of one net join; of two that cross, the one from side to side goes below.
  private mutating func add(_ sides: Sides, _ row: Int, _ column: Int, _ net: Int) {
    guard var cell = self[row, column] else { return }
    let isCrossing = cell.net >= 0 && cell.net != net
    if isCrossing {
      let upright = cell.sides.isSubset(of: .vertical) ? cell.sides : sides
      cell.sides = upright.isSubset(of: .vertical) ? .vertical : cell.sides.union(sides)
    } else {
      cell.sides.formUnion(sides)
      cell.net = net
    }
    cell.text = GraphGrid.letter(cell.sides, usesASCII)
    self[row, column] = cell
  }

  private static func letter(_ sides: Sides, _ usesASCII: Bool) -> String {
    let isUpright = sides.isSubset(of: .vertical)
    let isFlat = sides.isSubset(of: .horizontal)
    if usesASCII { return isUpright ? "|" : isFlat ? "-" : "+" }
    if isUpright { return "│" }
    if isFlat { return "─" }
    switch sides {
    case [.up, .left]: return "┘"
    case [.up, .right]: return "└"
    case [.down, .left]: return "┐"
    case [.down, .right]: return "┌"
    case [.up, .down, .left]: return "┤"
    case [.up, .down, .right]: return "├"
    case [.up, .left, .right]: return "┴"
    case [.down, .left, .right]: return "┬"
    default: return "┼"
    }
  }

  // MARK: Text

  /// The rows, letters of one mark marked together.
  var lines: [String] {
    rows.map { row in
      let end = row.lastIndex { $0.text != " " }.map { $0 + 1 } ?? 0
      var line = ""
      var run = ""
      var mark: Style.Mark?
      func flush() { line += mark.map { run.marked($0) } ?? run }
      for cell in row[..<end] {
        if cell.mark != mark {
          flush()
          (run, mark) = ("", cell.mark)
        }
        run += cell.text
      }
      flush()
      return line
    }
  }
}
