import Terminal

extension Console {
  /// What Tab offers at a cursor; in a line that goes on, what its command takes.
  package func completions(_ line: String, _ cursor: Int) -> Completions {
    let begun = lineState.begun.isEmpty ? "" : lineState.begun + " "
    return LineCompletion(console: innermost).complete(
      line, cursor, behind: begun, saying: spokenWords)
  }
}
