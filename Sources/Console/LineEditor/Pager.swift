#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows long output a screen at a time.
enum Pager {
  /// Prints; through $PAGER (else `less -FRX`) when a person watches and the text is longer than the screen.
  static func show(_ text: String) {
    let size = Terminal.size()
    guard Terminal.isTerminal(STDOUT_FILENO), Terminal.isTerminal(STDIN_FILENO), !Terminal.isDumb,
      needsPager(text, on: size), let command = command(), run(command, text)
    else {
      Terminal.write(text, to: STDOUT_FILENO)
      return
    }
    Interrupt.clear()  // Ctrl-C was meant for the pager
  }

  /// Whether the text, wrapped, leaves no row for the prompt.
  static func needsPager(_ text: String, on size: TerminalSize) -> Bool {
    Terminal.rows(of: text, columns: size.columns).rows >= size.rows
  }

  /// nil: PAGER asks for none.
  private static func command() -> String? {
    guard getenv("PAGER") != nil else { return "less -FRX" }
    return Terminal.environment("PAGER").flatMap { $0 == "cat" ? nil : $0 }
  }

  /// false when there is no such program; then nothing was shown.
  private static func run(_ command: String, _ text: String) -> Bool {
    guard let child = Subprocess(shell: command, environment: ["LESS=FRX", "LV=-c"]) else {
      return false
    }
    child.feed(text)
    return ![126, 127].contains(child.wait())
  }
}
