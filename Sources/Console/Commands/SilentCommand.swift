/// `silent`: the first of a breakpoint's commands shows no stop block.
struct SilentCommand: Command {
  let names = ["silent"]
  let group = CommandGroup.stopping
  let reach = Reach.runsCommands
  let summary = "as the first of a breakpoint's commands: show no stop block"
  let usage = ["silent"]
  let example = ["feed [0, 1]", "break dense", "commands", "silent", "p z", "end", "continue"]

  func run(_ arguments: String, _ console: Console) throws {
    throw CommandError(
      "silent is the first line of a breakpoint's commands", hint: "commands N begins them")
  }
}
