import Terminal

/// How the columns of a table share the room that there is.
struct TableLayout {
  private(set) var rows: [[String]]
  private(set) var widths: [Int]
  private(set) var gap = 2
  /// The columns that stand beside each other; those behind them stand below.
  private(set) var groups: [Range<Int>]
  let width: Int
  let areCounts: [Bool]

  /// How far the columns that stand below others are moved in.
  static let (margin, deeper) = (2, 6)

  init(_ rows: [[String]], width: Int, wrapping: [Int], shrinking: [Int]) {
    (self.rows, self.width) = (rows, width)
    let count = rows.map(\.count).max() ?? 0
    let (wrapping, shrinking) = (
      wrapping.filter { $0 < count }, shrinking.filter { $0 < count }
    )
    widths = (0..<count).map { TableLayout.widest(rows, $0) }
    groups = [0..<count]
    areCounts = (0..<count).map { TableLayout.areCounts(rows, $0) }
    let whole = widths
    for gap in [2, 1] {
      for wrapped in 0...wrapping.count where excess > 0 {
        (self.gap, widths) = (gap, whole)
        narrow(to: TableLayout.least(rows, count, wrapping.prefix(wrapped)))
      }
    }
    guard excess > 0 else { return }
    (gap, widths) = (2, whole)
    shrink(shrinking)
    if excess > 0 { fold(wrapping) }
  }

  /// How narrow each column may be: heads are broken between words, and the cells of some columns.
  private static func least(
    _ rows: [[String]], _ count: Int, _ wrapping: ArraySlice<Int>
  ) -> [Int] {
    (0..<count).map { column in
      rows.enumerated().map { index, row in
        guard row.indices.contains(column) else { return 0 }
        guard index == 0 || wrapping.contains(column) else { return row[column].columns }
        return row[column].split(separator: " ").map { String($0).columns }.max() ?? 0
      }.max() ?? 0
    }
  }

  private static func widest(_ rows: [[String]], _ column: Int) -> Int {
    rows.map { $0.indices.contains(column) ? $0[column].columns : 0 }.max() ?? 0
  }

  /// By how much the columns are wider than the room.
  private var excess: Int {
    widths.reduce(0, +) + gap * max(widths.count - 1, 0) + TableLayout.margin - width
  }

  /// Takes room from the widest column that can give some, until all fit.
  private mutating func narrow(to least: [Int]) {
    while excess > 0,
      let column = widths.indices.filter({ widths[$0] > least[$0] }).max(by: {
        widths[$0] < widths[$1]
      })
    {
      widths[column] = max(widths[column] - excess, least[column])
    }
  }

  /// Takes the middle out of words that are longer than half a line.
  private mutating func shrink(_ columns: [Int]) {
    while excess > 0, let column = columns.max(by: { widths[$0] < widths[$1] }),
      case let most = max(widths[column] - excess, width / 2, 8), most < widths[column]
    {
      for index in rows.indices
      where rows[index].indices.contains(column) && rows[index][column].count > most {
        let (text, half) = (rows[index][column], (most - 1) / 2)
        rows[index][column] = "\(text.prefix(most - 1 - half))…\(text.suffix(half))"
      }
      widths[column] = min(TableLayout.widest(rows, column), most)
    }
  }

  /// Puts columns below others, in as few lines as there must be, each as short as that allows.
  private mutating func fold(_ wrapping: [Int]) {
    let room = width - TableLayout.deeper
    for column in wrapping where widths[column] > room { widths[column] = room }
    groups = split(within: width)
    for narrower in 1..<max(width, 1) {
      let fitting = split(within: narrower)
      if fitting.count == groups.count { return groups = fitting }
    }
  }

  /// The columns in lines of a width.
  private func split(within width: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    var used = TableLayout.margin
    for column in widths.indices {
      if column > start, used + widths[column] > width {
        groups.append(start..<column)
        (start, used) = (column, TableLayout.deeper)
      }
      used += widths[column] + gap
    }
    return groups + [start..<widths.count]
  }

  /// Whether a column holds nothing but counts, which stand below each other by their last digits.
  private static func areCounts(_ rows: [[String]], _ column: Int) -> Bool {
    rows.dropFirst().allSatisfy { row in
      !row.indices.contains(column) || row[column].allSatisfy { $0.isNumber || $0 == "," }
    }
  }
}
