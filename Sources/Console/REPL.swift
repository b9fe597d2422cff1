import Tensors
import Terminal

/// The loop at the prompt: read a line, do it, until the end of input or `quit`.
package struct REPL {
  let console: Console
  let reader: any LineReader
  /// Whether it ends with the lesson that was begun.
  let endsWithDialogue: Bool

  package init(console: Console, reader: any LineReader, endsWithDialogue: Bool = false) {
    (self.console, self.reader) = (console, reader)
    self.endsWithDialogue = endsWithDialogue
  }

  /// Runs to the end and gives the code that the program ends with.
  package func run() -> Int32 {
    guard reader.isInteractive else { return runScript() }
    defer { reader.finish() }
    // What opened the model has ended: a prompt is no work.
    console.output.progress?.end()
    while !console.quits, !(endsWithDialogue && console.dialogue == nil) {
      reader.keep(console.shownPicture)
      console.applyColour()
      switch WholeLine(from: reader, prompt: console.promptText, for: console).result {
      case .line(let line):
        let text = TypedLine.withoutPrompt(line)
        if line.trimmed.isEmpty, !console.followUp.isCollecting {
          collapse(rows: 1 + (console.dialogue?.rowsAbovePrompt ?? 0))
        }
        if console.isCommand(text), !text.isEmpty {
          reader.add(history: text)
          console.typedHere.append(text)
        }
        let status = console.execute(line)
        if Interrupt.requested { reader.discardTypeAhead() }
        if status != .done { reader.discardTypeAhead() }
      case .interrupted:
        if console.followUp.abandon() == nil, console.dialogue != nil {
          console.output.line("quit leaves; Enter goes on".marked(.dim))
        }
      case .endOfInput:
        console.output.line()
        // As in gdb, the end of input ends the commands of a breakpoint first.
        if console.followUp.takes("end") { continue }
        guard let dialogue = console.dialogue else { return 0 }
        dialogue.leave()
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

  /// An empty line repeats a motion; its prompt gives way to what the motion shows, so that a walk
  /// fills the screen with numbers and not with prompts.
  private func collapse(rows: Int) {
    guard !Terminal.isDumb, Terminal.isTerminal(1) else { return }
    console.output.control("\u{1B}[\(rows)A\r\u{1B}[J")
  }
}
