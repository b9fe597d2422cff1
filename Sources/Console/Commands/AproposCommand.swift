import Debugging
import Expressions
import Tensors
import Terminal

/// `apropos mask`: what speaks of something.
struct AproposCommand: Command {
  let names = ["apropos"]
  let group = CommandGroup.console
  let reach = Reach.looks
  let summary = "find the commands, lessons, topics and functions that speak of something"
  let usage = ["apropos WORD"]
  let example = ["apropos timestep"]

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      throw CommandError("apropos needs a word", hint: "apropos timestep")
    }
    let word = arguments.lowercased()
    let commands = console.commands.all.filter { command in
      let text = [command.summary, command.details] + command.names + command.usage
      return text.contains { $0.lowercased().contains(word) }
    }
    var rows = commands.map { Subject($0.name, $0.summary) }
    rows += console.commands.all.flatMap(\.subjects).filter { $0.speaks(of: word) }
    let functions = (Functions.names + Scope.activations).filter { $0.contains(word) }
    if !functions.isEmpty {
      rows.append(Subject("p", "functions: \(functions.joined(separator: ", "))"))
    }
    guard !rows.isEmpty else {
      return console.output.line("nothing speaks of \(arguments); help all lists the commands")
    }
    let lines = rows.flatMap { row in
      row.summary.wrapped(after: "  \(row.line.filled(to: 10))  ", to: console.width)
    }
    console.output.page(lines, pages: console.isInteractive)
  }
}
