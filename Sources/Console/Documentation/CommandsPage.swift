import Tensors

/// docs/commands.md, made from the commands' declarations.
enum CommandsPage {
  static func markdown(_ commands: Commands) -> String {
    var lines = [
      "# Commands", "",
      "Made from the commands' own declarations by `make docs`; a test fails when it is stale.", "",
    ]
    lines += introduction + [""]
    for group in CommandGroup.allCases {
      lines += ["## \(group.rawValue)", ""]
      lines += [
        "| command | also | what it does | example | reverse | completes |",
        "| --- | --- | --- | --- | --- | --- |",
      ]
      let members = commands.all.filter { $0.group == group }
      lines += members.map(row)
      lines.append("")
      for command in members where !(command is ReverseShorthand) { lines += section(command) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How a line is read, before the commands.
  static let introduction = [
    "The first word of a line is a command; what is no command is printed if it is a value or an",
    "expression. An unfinished name of three letters or more will do when it fits one command. An",
    "empty line repeats a motion or `list`. `step; p h` are two commands, what stands behind ` #` is a",
    "note, an open bracket goes on in the next line, and a pasted `(kerastep)` does not count: at the",
    "prompt, in scripts and in pipes alike.",
  ]

  private static func row(_ command: any Command) -> String {
    let others = command.names.dropFirst().map { "`\($0)`" }.joined(separator: ", ")
    let reverse = command.reverse.map { "rev \(command.name) \($0)" } ?? ""
    let cells = [
      "`\(command.name)`", others, command.summary, "`\(example(of: command))`", reverse,
      command.completion.text,
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  /// The line of its example in which a command stands.
  private static func example(of command: any Command) -> String {
    let line = command.example.last { line in
      command.names.contains(line.trimmed.firstWord.word)
    }
    return (line ?? command.name).replacing("|", with: "\\|")
  }

  private static func section(_ command: any Command) -> [String] {
    var lines = ["### \(command.name)", ""]
    lines += ["```text"] + command.usage + ["```", ""]
    if !command.details.isEmpty { lines += [command.details, ""] }
    lines += ["For example:", "", "```text"] + command.example + ["```", ""]
    return lines
  }
}

extension Completion.Kind {
  /// What the Tab key offers after the command.
  fileprivate var text: String {
    switch self {
    case .nothing: ""
    case .command: "commands"
    case .setting: "settings and their values"
    case .location: "layers, timesteps, equations"
    case .value: "values"
    case .formula: "words of an expression"
    case .file: "files"
    case .named(let what, _, _): "\(what), files"
    case .help: "commands, topics"
    case .stop: "layers, timesteps, equations, classes; values after if"
    case .breakpoint: "numbers of breakpoints"
    case .layer: "layers that are not computed, and files"
    case .words(let words): words.joined(separator: ", ")
    }
  }
}
