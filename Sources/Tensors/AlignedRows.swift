/// Vectors beneath each other with their names, so that numbers of one place stand in one column.
///
/// ```
/// z[0:8]  [ 0.0349  0.0418 … -0.1088]
/// i       [ 0.5087  0.5104 …  0.4728]
/// ```
/// Rows of one length lose the same columns when the screen is too narrow.
public struct AlignedRows: Sendable {
  private let text: ArrayText
  private var rows: [(label: String, tensor: Tensor)] = []

  public init(_ text: ArrayText = ArrayText()) {
    self.text = text
  }

  public mutating func add(_ label: String, _ tensor: Tensor) {
    rows.append((label, tensor))
  }

  /// One line a row, at most `width` columns each where that holds two numbers of each end.
  public func lines(width: Int) -> [String] {
    let margin = (rows.map(\.label.count).max() ?? 0) + 2
    let room = max(width - margin, 16)
    let columns = rows.map { Columns($0.tensor, text, room) }
    let cell = columns.map(\.width).max() ?? 0
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
  let head: [String]
  let tail: [String]
  /// The width of the widest; 0 for what is no vector.
  let width: Int

  init(_ tensor: Tensor, _ text: ArrayText, _ room: Int) {
    count = tensor.count
    guard tensor.shape.rank == 1 else {
      (head, tail, width) = ([], [], 0)
      return
    }
    // A number takes two columns at least, so no more than these are ever shown.
    let most = room / 2
    let first = tensor.elements.prefix(most)
    let last = tensor.elements.dropFirst(first.count).suffix(most)
    let texts = text.format.column(Array(first) + Array(last), tensor.dtype)
    head = Array(texts.prefix(first.count))
    tail = Array(texts.suffix(last.count))
    width = texts.map(\.count).max() ?? 0
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
