/// `end`: closes the commands of a breakpoint, or a definition.
struct EndCommand: Command {
  let names = ["end"]
  let group = CommandGroup.stopping
  let reach = Reach.runsCommands
  let summary = "close the commands of a breakpoint, or a definition"
  let usage = ["end"]
  let example = ["feed [0, 1]", "break dense", "commands", "p z", "end"]

  func run(_ arguments: String, _ console: Console) throws {
    throw CommandError(
      "there is nothing to end", hint: "commands N and define NAME begin what ends here")
  }
}
