/// Vectors beneath each other with their names, so that numbers of one place stand in one column.
///
/// ```
/// z[0:8]  [ 0.0349  0.0418 … -0.1088]
/// i       [ 0.5087  0.5104 …  0.4728]
/// ```
/// Rows of one length lose the same columns when the screen is too narrow, or go on below each other
/// where there is room for more lines.
package struct AlignedRows: Sendable {
  private let text: ArrayText
  private var rows: [(label: String, tensor: Tensor)] = []

  package init(_ text: ArrayText = ArrayText()) {
    self.text = text
  }

  package mutating func add(_ label: String, _ tensor: Tensor) {
    rows.append((label, tensor))
  }

  /// One line a row, at most `width` columns each where that holds two numbers of each end; several
  /// lines a row, whole, where all rows together take at most `most` lines.
  package func lines(width: Int, most: Int = 0) -> [String] {
    let margin = (rows.map(\.label.count).max() ?? 0) + 2
    let room = max(width - margin, 16)
    let each = max(most / max(rows.count, 1), 1)
    let isShort = rows.allSatisfy { row in
      row.tensor.count <= min(each * room / 2, text.format.threshold ?? .max)
    }
    var columns = rows.map { Columns($0.tensor, text, isShort ? each * room : room) }
    let fraction = columns.map(\.fraction).max() ?? 0
    for index in columns.indices where rows[index].tensor.dtype != .bool {
      columns[index].shift(by: fraction)
    }
    let cell = columns.map(\.width).max() ?? 0
    let needed = columns.reduce(0) { $0 + $1.lineCount(cell, room) }
    if isShort, each > 1, needed <= most, needed > rows.count {
      return zip(rows, columns).flatMap { row, columns in
        let lines =
          row.tensor.shape.rank == 1
          ? columns.lines(cell, room) : [text.oneLine(row.tensor, width: room)]
        return lines.enumerated().map { line in
          (line.offset == 0 ? row.label : "").filled(to: margin) + line.element
        }
      }
    }
    return zip(rows, columns).map { row, columns in
      let body =
        row.tensor.shape.rank == 1
        ? columns.line(cell, room, text.ellipsis) : text.oneLine(row.tensor, width: room)
      return row.label.filled(to: margin) + body
    }
  }
}

/// The numbers of one vector that may be shown, as text.
private struct Columns {
  let count: Int
  /// The first and the last ones; all, where they meet.
  private var head: [String]
  private var tail: [String]
  /// The width of the widest; 0 for what is no vector.
  var width: Int { (head + tail).map(\.count).max() ?? 0 }
  /// How many columns the point and what follows it take.
  let fraction: Int

  init(_ tensor: Tensor, _ text: ArrayText, _ room: Int) {
    count = tensor.count
    guard tensor.shape.rank == 1 else {
      (head, tail, fraction) = ([], [], 0)
      return
    }
    // A number takes two columns at least, so no more than these are ever shown.
    let most = room / 2
    let first = tensor.elements.prefix(most)
    let last = tensor.elements.dropFirst(first.count).suffix(most)
    let texts = text.format.column(Array(first) + Array(last), tensor.dtype)
    head = Array(texts.prefix(first.count))
    tail = Array(texts.suffix(last.count))
    fraction = texts.map { text in text.drop { $0 != "." }.count }.max() ?? 0
  }

  /// Whole numbers among others with points: the digits before the point stand in one column.
  mutating func shift(by fraction: Int) {
    guard self.fraction == 0 else { return }
    let blanks = String(repeating: " ", count: fraction)
    head = head.map { $0 + blanks }
    tail = tail.map { $0 + blanks }
  }

  /// How many lines the whole vector takes.
  func lineCount(_ cell: Int, _ room: Int) -> Int {
    let cells = max((room - 1) / (cell + 1), 1)
    return max((count + cells - 1) / cells, 1)
  }

  /// The whole vector in cells of one width, as many beside each other as fit.
  func lines(_ cell: Int, _ room: Int) -> [String] {
    let all = (head + tail).map { $0.padded(to: cell) }
    let cells = max((room - 1) / (cell + 1), 1)
    return stride(from: 0, to: max(all.count, 1), by: cells).map { start in
      let part = all[min(start, all.count)..<min(start + cells, all.count)]
      let isLast = start + cells >= all.count
      var line = (start == 0 ? "[" : " ") + part.joined(separator: " ")
      if isLast { return line + "]" }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The numbers in cells of one width; which are left out depends on the count alone.
  func line(_ cell: Int, _ room: Int, _ ellipsis: String) -> String {
    let all = (head + tail).map { $0.padded(to: cell) }
    let full = count * (cell + 1) + 1
    if full <= room, all.count == count { return "[\(all.joined(separator: " "))]" }
    let cells = max((room - 2 - ellipsis.count) / (cell + 1), 2)
    let first = (cells + 1) / 2
    let shown = all.prefix(first) + [ellipsis] + all.suffix(cells - first)
    return "[\(shown.joined(separator: " "))]"
  }
}
