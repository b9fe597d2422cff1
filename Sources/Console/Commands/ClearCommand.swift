import Terminal

/// `clear`: an empty screen.
struct ClearCommand: Command {
  let names = ["clear", "cls"]
  let group = CommandGroup.console
  let reach = Reach.looks
  let summary = "clear the screen, as Ctrl-L does; breakpoints stay (delete)"
  let usage = ["clear"]
  let example = ["clear"]

  func run(_ arguments: String, _ console: Console) throws {
    guard console.isInteractive, Terminal.isTerminal(1), !Terminal.isDumb else { return }
    console.output.control("\u{1B}[H\u{1B}[2J")
  }
}
