import Tensors
import Terminal

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
    lines.append("Topics".marked(.strong))
    for topic in HelpTopic.all {
      lines += topic.summary.wrapped(after: "  help \(topic.name.filled(to: 10))  ", to: width)
    }
    lines.append("What is no command is printed: x, W[0], lstm@2.C, x @ W + b.")
    lines.append("An empty line repeats a motion or list. help COMMAND says more about one.")
    return lines.flatMap { $0.columns > width ? $0.wrapped(to: width) : [$0] }
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
