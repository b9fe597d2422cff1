/// What could stand at the cursor, put in its place or listed.
extension LineEditor {
  func complete() -> EditLine.Outcome {
    let (line, cursor) = editor.line
    guard let completions = completer?(line, cursor), let first = completions.candidates.first
    else {
      return .beep
    }
    let length = line.unicodeScalars.count
    let range = completions.range.clamped(to: 0..<length)
    if completions.candidates.count == 1 {
      let rest = line.unicodeScalars.dropFirst(range.upperBound)
      let space = first.continues || rest.first == " " ? "" : " "
      editor.replace(range, with: Terminal.printable(first.text) + space)
      return .refresh
    }
    let prefix = Terminal.printable(completions.commonPrefix)
    // Candidates may match in another way than by their beginning; then nothing of the word is taken away.
    if prefix.unicodeScalars.count >= range.count { editor.replace(range, with: prefix) }
    list(completions)
    return .nothing
  }

  private func list(_ completions: Completions) {
    let size = Terminal.size()
    let rows = surroundings.map { max($0.rows() - 1, 2) } ?? size.rows - 2
    editor.print(
      String(repeating: "\n", count: self.rows().below + 1)
        + completions.listing(columns: size.columns, rows: rows))
    editor.redraw()
  }
}
