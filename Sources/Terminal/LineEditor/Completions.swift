import Containers

/// What could stand at the cursor. Offsets count Unicode scalars of the line.
package typealias Completer = (_ line: String, _ cursor: Int) -> Completions

package struct Completions: Equatable, Sendable {
  /// The part of the line that a candidate replaces.
  package var range: Range<Int>
  package var candidates: [Candidate]

  package init(range: Range<Int>, candidates: [Candidate]) {
    (self.range, self.candidates) = (range, candidates)
  }

  package static let none = Completions(range: 0..<0, candidates: [])
}

/// A word that could stand at the cursor.
package struct Candidate: Equatable, Sendable {
  package var text: String
  /// A few words shown next to it in the list.
  package var note: String
  /// More is to be typed after it: no space follows.
  package var continues: Bool

  /// Without `continues`: whether the text ends as something that goes on (`lstm.`, `dir/`).
  package init(_ text: String, note: String = "", continues: Bool? = nil) {
    self.text = text
    self.note = note
    self.continues = continues ?? text.last.map { "/.@=([".contains($0) } ?? false
  }
}

extension Completions {
  /// What all candidates begin with.
  var commonPrefix: String {
    guard var prefix = candidates.first?.text[...] else { return "" }
    for candidate in candidates.dropFirst() {
      prefix =
        zip(prefix.indices, candidate.text).first { prefix[$0] != $1 }
        .map { prefix[..<$0.0] } ?? prefix.prefix(candidate.text.count)
    }
    return String(prefix)
  }

  /// The candidates in columns of a screen, at most `rows` lines.
  func listing(columns: Int, rows: Int) -> String {
    let lines = candidates.contains { !$0.note.isEmpty } ? notedLines(columns) : gridLines(columns)
    guard lines.count > rows else { return lines.joined(separator: "\n") + "\n" }
    let shown = lines.prefix(max(rows - 1, 1))
    return (shown + ["… \(lines.count - shown.count) more lines, type more letters"])
      .joined(separator: "\n") + "\n"
  }

  /// One candidate a line, its note beside it.
  private func notedLines(_ columns: Int) -> [String] {
    let names = candidates.map { Terminal.printable($0.text) }
    let wide = names.lazy.map { Terminal.width(of: $0) }.max() ?? 0
    return zip(names, candidates).map { name, candidate in
      if candidate.note.isEmpty { return cut(name, to: columns) }
      return cut(pad(name, to: wide + 2) + Terminal.printable(candidate.note), to: columns)
    }
  }

  /// As `ls` does: down the columns, as many columns as fit.
  private func gridLines(_ columns: Int) -> [String] {
    let names = candidates.map { Terminal.printable($0.text) }
    let wide = (names.lazy.map { Terminal.width(of: $0) }.max() ?? 0) + 2
    let across = max((columns + 1) / wide, 1)
    let down = (names.count + across - 1) / across
    return (0..<down).map { row in
      let cells = stride(from: row, to: names.count, by: down).map { names[$0] }
      return cut(
        cells.dropLast().map { pad($0, to: wide) }.joined() + (cells.last ?? ""), to: columns)
    }
  }

  private func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(width - Terminal.width(of: text), 0))
  }

  private func cut(_ text: String, to columns: Int) -> String {
    guard Terminal.width(of: text) > columns else { return text }
    var width = 0
    let kept = text.unicodeScalars.prefix {
      width += $0.columns
      return width < columns
    }
    return String(kept) + "…"
  }
}
