import Debugging
import Models

/// The loop at the prompt: read a line, do it, until the end of input or `quit`.
struct REPL {
  let console: Console
  let reader: any LineReader

  /// Runs to the end and gives the code that the program ends with.
  func run() -> Int32 {
    guard reader.isInteractive else { return runScript() }
    while !console.quits {
      switch reader.readLine(prompt: prompt) {
      case .line(let line):
        let text = line.trimmed
        if text.isEmpty, !console.followUp.isCollecting { collapsePrompt() }
        reader.add(history: text)
        let status = console.execute(line)
        if Interrupt.requested { reader.discardTypeAhead() }
        if status != .done { reader.discardTypeAhead() }
      case .interrupted:
        _ = console.followUp.abandon()
      case .endOfInput:
        console.output.line()
        // As in gdb, the end of input ends the commands of a breakpoint first.
        if console.followUp.takes("end") { continue }
        return 0
      case .failed(let error):
        console.output.error("\(error)")
        return Problem.exitCode(error)
      }
    }
    return 0
  }

  private func runScript() -> Int32 {
    do {
      if case .failed(let code) = try console.run(reader) { return code }
      return 0
    } catch {
      console.output.error(Problem.text(error))
      return Problem.exitCode(error)
    }
  }

  private var prompt: String {
    if console.followUp.isCollecting { return "> " }
    return console.output.style.rendered("(kerastep)".marked(.prompt)) + " "
  }

  /// An empty line repeats a motion; its prompt gives way to what the motion shows, so that a walk
  /// fills the screen with numbers and not with prompts.
  private func collapsePrompt() {
    guard !Terminal.isDumb, Terminal.isTerminal(1) else { return }
    console.output.control("\u{1B}[1A\r\u{1B}[2K")
  }
}
