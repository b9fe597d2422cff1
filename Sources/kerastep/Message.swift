import Terminal

/// What the command line says itself.
enum Message {
  /// Writes a text of the command line's own, or of what was given to it.
  static func say(_ text: String, isError: Bool) {
    Terminal.write(text.visibleLines + "\n", to: isError ? 2 : 1)
  }

  /// A message as it is broken between words at a terminal.
  static func broken(_ message: String) -> String {
    guard Terminal.isTerminal(2) else { return message }
    return message.proseLines(to: Terminal.size().columns).joined(separator: "\n")
  }
}
