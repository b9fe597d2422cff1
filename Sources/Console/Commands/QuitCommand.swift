/// `quit`: leaves the program.
struct QuitCommand: Command {
  let names = ["quit", "q", "exit"]
  let group = CommandGroup.console
  let reach = Reach.leaves
  let summary = "leave the program; Ctrl-D does too"
  let usage = ["quit"]
  let example = ["quit"]

  func run(_ arguments: String, _ console: Console) throws { console.quit() }
}
