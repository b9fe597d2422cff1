#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows long output a screen at a time.
package enum Pager {
  /// Prints; through $PAGER (else `less -FRXK`) when a person watches and the text is longer than the screen.
  package static func show(_ text: String) {
    Interrupt.leaveEcho(on: STDOUT_FILENO)
    let size = Terminal.size()
    guard Terminal.isTerminal(STDOUT_FILENO), Terminal.isTerminal(STDIN_FILENO), !Terminal.isDumb,
      needsPager(text, on: size), let command = command(), run(command, text)
    else {
      Terminal.write(text, to: STDOUT_FILENO)
      return
    }
  }

  /// Whether the text, wrapped, leaves no row for the prompt.
  static func needsPager(_ text: String, on size: TerminalSize) -> Bool {
    Terminal.rows(of: text, columns: size.columns).rows >= size.rows
  }

  /// nil: PAGER asks for none.
  private static func command() -> String? {
    guard getenv("PAGER") != nil else { return "less -FRXK" }
    return Terminal.environment("PAGER").flatMap { $0 == "cat" ? nil : $0 }
  }

  /// What less is to do, unless the person has said so in LESS: among it, to say how it is left.
  private static let less = "-FRXK -Ps[q leaves, Space goes on, b goes back, / searches] $"

  /// false when there is no such program; then nothing was shown.
  ///
  /// Ctrl-C ends the pager, as gdb's, and stays pending for what comes after the text. The terminal
  /// is then as it was before, for not every pager leaves it so.
  private static func run(_ command: String, _ text: String) -> Bool {
    guard let child = Subprocess(shell: command, environment: ["LESS=\(less)", "LV=-c"]) else {
      return false
    }
    var before = termios()
    let isKnown = tcgetattr(STDIN_FILENO, &before) == 0
    child.feed(text)
    let code = child.wait()
    Signals.takeEcho()
    if isKnown, Interrupt.requested { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    // A pager that had to be ended leaves its own prompt on the line.
    if code > 128, Interrupt.requested { Terminal.write("\r\n", to: STDOUT_FILENO) }
    return ![126, 127].contains(code)
  }
}
