#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A person at a terminal that cannot be drawn on (TERM=dumb, an editor's shell window, redirected output):
/// the terminal itself edits the line, no escape sequence is ever sent.
final class PlainReader: LineReader {
  let isInteractive = true
  let place: ScriptPlace? = nil
  private var lines = LineSource(descriptor: STDIN_FILENO, closes: false)

  func readLine(prompt: String) -> ReadResult {
    Interrupt.clear()
    show(Prompt(prompt).text)
    switch lines.next() {
    case .line(let text): return .line(text)
    case .interrupted:
      Signals.takeEcho()
      show("\n")
      return .interrupted
    case .end, .failed:
      show("\n")
      return .endOfInput
    case .tooLong(let limit):
      return .failed(.lineTooLong(name: "standard input", line: 1, limit: limit))
    }
  }

  /// Where a person sees it: data may go to a file.
  private func show(_ text: String) {
    let descriptor = Terminal.isTerminal(STDOUT_FILENO) ? STDOUT_FILENO : STDERR_FILENO
    if Terminal.isTerminal(descriptor) { _ = Terminal.write(text, to: descriptor) }
  }
}
