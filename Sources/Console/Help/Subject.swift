/// Something that `apropos` finds beside commands: a lesson, a topic of help, functions.
package struct Subject: Sendable {
  /// What is typed for it.
  package let line: String
  /// One line on what it is.
  package let summary: String
  /// More words by which it is found.
  package let words: [String]

  package init(_ line: String, _ summary: String, words: [String] = []) {
    (self.line, self.summary, self.words) = (line, summary, words)
  }

  /// Whether it speaks of a word, which is in small letters.
  func speaks(of word: String) -> Bool {
    ([line, summary] + words).contains { $0.lowercased().contains(word) }
  }
}
