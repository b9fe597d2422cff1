import Expressions
import Tensors
import Terminal

/// `help step`: what the commands do.
struct HelpCommand: Command {
  let names = ["help", "h", "?"]
  let group = CommandGroup.console
  let reach = Reach.looks
  let summary = "list the commands, or explain one"
  let usage = ["help", "help COMMAND"]
  let example = ["help step"]
  let completion = Completion.Kind.command

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      return console.output.page(
        HelpText.overview(console.commands, console.width), pages: console.isInteractive)
    }
    if let own = console.words.definitions[arguments] {
      let help = own.help.isEmpty ? ["made of"] + own.lines.map { "  \($0)" } : own.help
      return console.output.lines(["\(own.name): a command of your own".marked(.strong)] + help)
    }
    guard let command = console.commands.find(arguments.firstWord.word) else {
      let near = nearest(to: arguments, in: console.commands.all.map(\.name)).map {
        "Did you mean \($0)?"
      }
      throw CommandError(
        "there is no command \(arguments)", hint: near ?? "help lists the commands")
    }
    console.output.lines(HelpText.lines(command, width: console.width))
  }
}

/// The text of help, made from the declarations.
enum HelpText {
  /// All commands by group.
  static func overview(_ commands: Commands, _ width: Int) -> [String] {
    var lines: [String] = []
    for group in CommandGroup.allCases {
      lines.append(group.rawValue.marked(.strong))
      for command in commands.all where command.group == group && !(command is ReverseShorthand) {
        let names = command.names.joined(separator: ", ").filled(to: 15)
        lines += command.summary.wrapped(after: "  \(names)  ", to: width)
      }
    }
    lines.append("What is no command is printed: x, W[0], lstm@2.C, x @ W + b.")
    lines.append("An empty line repeats a motion or list. help COMMAND says more about one.")
    return lines
  }

  /// One command: an example first.
  static func lines(_ command: any Command, width: Int) -> [String] {
    let names = command.names.joined(separator: ", ")
    var lines = "\(names): \(command.summary)".wrapped(to: width).map { $0.marked(.strong) }
    lines.append("for example")
    lines += command.example.map { "  \($0)" }
    lines.append("usage")
    lines += command.usage.map { "  \($0)" }
    if !command.details.isEmpty { lines += command.details.proseLines(to: width) }
    if let reverse = command.reverse {
      lines += "rev \(command.name) \(reverse).".wrapped(to: width)
    }
    return lines
  }
}
