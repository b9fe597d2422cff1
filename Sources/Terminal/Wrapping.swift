/// Text broken between words.
extension String {
  /// The text behind a label, further lines indented below it; no line is broken before column 40.
  package func wrapped(after label: String = "", to width: Int) -> [String] {
    var lines: [String] = []
    var current = label
    let indent = String(repeating: " ", count: label.columns)
    var isStart = true
    for word in wholeWords {
      if !isStart, current.columns + 1 + word.columns > max(width, 40) {
        lines.append(current)
        current = indent + word
      } else {
        current += (isStart ? "" : " ") + word
      }
      isStart = false
    }
    return lines + [current]
  }

  /// What no line may be broken in: words, and shapes as `(3, 2)`.
  private var wholeWords: [String] {
    var words: [String] = []
    var shape: [String] = []
    for word in split(separator: " ").map(String.init) {
      let goesOn = word.hasSuffix(",") && word.dropFirst(shape.isEmpty ? 1 : 0).dropLast().isCount
      if goesOn, !shape.isEmpty || word.hasPrefix("(") {
        shape.append(word)
      } else if let size = word.firstIndex(of: ")"), !shape.isEmpty, word[..<size].isCount {
        words.append((shape + [word]).joined(separator: " "))
        shape = []
      } else {
        words += shape + [word]
        shape = []
      }
    }
    return words + shape
  }

  /// The lines of a text of sentences; one that is indented, as a quotation is, is not broken.
  package func proseLines(to width: Int) -> [String] {
    split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      line.first?.isWhitespace == true ? [String(line)] : String(line).wrapped(to: width)
    }
  }
}

extension Substring {
  /// The size of an axis: a number, or `?` where it is open.
  fileprivate var isCount: Bool {
    !isEmpty && (self == "None" || self == "?" || allSatisfy(\.isNumber))
  }
}
