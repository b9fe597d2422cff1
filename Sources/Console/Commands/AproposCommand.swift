import Tensors
import Terminal

/// `apropos mask`: the commands that speak of something.
struct AproposCommand: Command {
  let names = ["apropos"]
  let group = CommandGroup.console
  let reach = Reach.looks
  let summary = "find the commands that speak of something"
  let usage = ["apropos WORD"]
  let example = ["apropos timestep"]

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      throw CommandError("apropos needs a word", hint: "apropos timestep")
    }
    let word = arguments.lowercased()
    let found = console.commands.all.filter { command in
      let text = [command.summary, command.details] + command.names + command.usage
      return text.contains { $0.lowercased().contains(word) }
    }
    guard !found.isEmpty else {
      return console.output.line("no command speaks of \(arguments); help lists them all")
    }
    for command in found {
      let label = "  \(command.name.filled(to: 10))  "
      console.output.lines(command.summary.wrapped(after: label, to: console.width))
    }
  }
}
