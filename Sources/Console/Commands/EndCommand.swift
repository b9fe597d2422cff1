/// `end`: closes the commands of a breakpoint.
struct EndCommand: Command {
  let names = ["end"]
  let group = CommandGroup.stopping
  let summary = "close the commands of a breakpoint"
  let usage = ["end"]
  let example = ["feed [0, 1]", "break dense", "commands", "p z", "end"]

  func run(_ arguments: String, _ console: Console) throws {
    throw CommandError(
      "there are no commands to end", hint: "commands N begins those of a breakpoint")
  }
}
