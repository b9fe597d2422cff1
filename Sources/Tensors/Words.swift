/// Words of a line, for whatever reads or writes text.
extension String {
  /// Without white space at both ends.
  package var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// The first word, and what follows it.
  package var firstWord: (word: String, rest: String) {
    let word = prefix { !$0.isWhitespace }
    return (String(word), String(dropFirst(word.count)).trimmed)
  }
}
