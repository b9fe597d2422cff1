/// `commands 2 … end`: what is done when a breakpoint stops.
import Debugging

struct CommandsCommand: Command {
  let names = ["commands"]
  let group = CommandGroup.stopping
  let reach: Reach = [.changes, .runsCommands]
  let summary = "give a breakpoint commands, a line each up to end, done at its stops"
  let usage = ["commands N", "commands"]
  let example = [
    "open lstm", "feed ones", "break lstm.C", "commands 1", "silent", "p C[3]", "continue", "end",
    "continue",
  ]
  let details = """
    Without a number they are the last breakpoint's. silent as the first line shows no stop block. \
    After a command that walks on, the next stop's commands follow in place of the rest. No line \
    but end takes the commands away.
    """
  let takesLines = true
  let completion = Completion.Kind.breakpoint

  func run(_ arguments: String, _ console: Console) throws {
    let one = try console.breakpoint(arguments.isEmpty ? "$bpnum" : arguments)
    let breakpoints = console.breakpoints
    console.followUp.collect(for: "the commands of breakpoint \(one.number)") { lines in
      breakpoints.change(one.number) { $0.commands = lines }
    }
  }
}
