import Console
import Teaching
import Terminal

/// A console, and where its lines come from: a person at the prompt, or a pipe.
struct Seat {
  let console: Console
  let reader: any LineReader

  /// `mayAsk` is whether there shall be a prompt if somebody is there to answer it.
  init(_ output: Output, _ showing: Showing, mayAsk: Bool) {
    var finder: ((String, Int) -> Completions)?
    let completer = { (line: String, cursor: Int) in finder?(line, cursor) ?? .none }
    var hinter: Hinter = { nil }
    let reader = StandardInput.reader(
      program: "kerastep", completer: completer, hinter: { hinter() },
      shortcut: LayoutCommand.toggling)
    let asks = reader.isInteractive && mayAsk
    if asks { Interrupt.install() }
    let console = Console(output: output, isInteractive: asks, commands: Teaching.commands)
    finder = console.completions
    hinter = {
      LineHints(console).map { hints in
        LineHinting(
          hints: hints.hints, style: console.output.style, needsTime: hints.needsTime,
          prepare: hints.prepare)
      }
    }
    showing.apply(to: console)
    if asks, output.style.usesColour {
      Background.ask()
      console.applyColour()
    }
    if asks { console.earlierLines = { TypedHistory.lines } }
    self.console = console
    self.reader = asks ? FullScreen(console, reader) : reader
  }

  /// Whether there is a prompt.
  var asks: Bool { console.isInteractive }

  /// Takes lines to their end; until a lesson is over, where one was begun.
  func takeLines(endingWithDialogue: Bool = false) -> Int32 {
    REPL(console: console, reader: reader, endsWithDialogue: endingWithDialogue).run()
  }
}
