import Tensors
import Terminal

extension TableLayout {
  /// A line below the heads.
  var rule: String {
    let columns = groups.first ?? 0..<0
    let line = columns.map { String(repeating: "─", count: widths[$0]) }.joined(separator: space)
    return cut(String(repeating: " ", count: TableLayout.margin) + line)
  }

  private var space: String { String(repeating: " ", count: gap) }

  /// A row, its cells broken between words where columns are narrower than they.
  func lines(of index: Int) -> [String] {
    groups.enumerated().flatMap { place, columns -> [String] in
      let margin = place == 0 ? TableLayout.margin : TableLayout.deeper
      let cells = columns.map { column -> [String] in
        let text = rows[index].indices.contains(column) ? rows[index][column] : ""
        return TableLayout.pieces(of: text, to: widths[column])
      }
      guard place == 0 || cells.joined().contains(where: { !$0.isEmpty }) else { return [] }
      return (0..<max(cells.map(\.count).max() ?? 1, 1)).map { line in
        let texts = zip(columns, cells).map { column, pieces in
          let piece = pieces.indices.contains(line) ? pieces[line] : ""
          return index > 0 && areCounts[column]
            ? piece.padded(to: widths[column]) : piece.filled(to: widths[column])
        }
        return cut(String(repeating: " ", count: margin) + texts.joined(separator: space))
      }
    }
  }

  private static func pieces(of text: String, to width: Int) -> [String] {
    guard text.columns > width else { return [text] }
    var pieces: [String] = []
    for word in text.split(separator: " ") {
      if let last = pieces.last, last.columns + 1 + String(word).columns <= width {
        pieces[pieces.count - 1] = "\(last) \(word)"
      } else {
        pieces.append(String(word))
      }
    }
    return pieces
  }

  /// A line without blanks behind it; of a word that is longer than a line the beginning.
  private func cut(_ line: String) -> String {
    let trimmed = line.trimmedEnd
    guard trimmed.columns > width else { return trimmed }
    var beginning = trimmed.prefix(max(width - 1, 1))
    while beginning.count > 1, String(beginning).columns >= width { beginning.removeLast() }
    return beginning + "…"
  }
}
