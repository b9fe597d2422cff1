/// Text broken between words.
extension String {
  /// The text behind a label, further lines indented below it; no line is broken before column 40.
  package func wrapped(after label: String = "", to width: Int) -> [String] {
    var lines: [String] = []
    var current = label
    let indent = String(repeating: " ", count: label.columns)
    var isStart = true
    for word in split(separator: " ") {
      if !isStart, current.columns + 1 + String(word).columns > max(width, 40) {
        lines.append(current)
        current = indent + word
      } else {
        current += (isStart ? "" : " ") + word
      }
      isStart = false
    }
    return lines + [current]
  }

  /// The lines of a text of sentences; one that is indented, as a quotation is, is not broken.
  package func proseLines(to width: Int) -> [String] {
    split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      line.first?.isWhitespace == true ? [String(line)] : String(line).wrapped(to: width)
    }
  }
}
