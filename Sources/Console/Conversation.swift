import Containers
import Terminal

/// A conversation with another program, as JSON: it sends a line, and gets the records of what the line shows, an error as
/// one of them, and `{"done": CODE}` behind them. An error does not end it; `quit` and the end of input do.
///
/// SIGINT ends the command that runs, as Ctrl-C does at the prompt.
package struct Conversation {
  private let console: Console
  private let reader: any LineReader

  package init(_ console: Console, _ reader: any LineReader) {
    (self.console, self.reader) = (console, reader)
  }

  /// Answers to the end and gives the code that the program ends with.
  package func run() -> Int32 {
    done(0)
    while !console.quits, !Interrupt.timeIsOver {
      Interrupt.clear()
      switch reader.readLine(prompt: "") {
      case .line(let line):
        switch console.execute(line) {
        case .failed(let code): done(code)
        default: done(0)
        }
      case .interrupted: continue
      case .endOfInput: return 0
      case .failed(let error):
        console.output.error(Problem.text(error))
        done(Problem.exitCode(error))
        return Problem.exitCode(error)
      }
    }
    return Interrupt.timeIsOver ? Interrupt.timeIsOverCode : 0
  }

  private func done(_ code: Int32) {
    console.output.object("done", .int(Int(code)))
  }
}
