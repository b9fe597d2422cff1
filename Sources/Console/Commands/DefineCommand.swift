/// `define gates … end`: a command made of others.
struct DefineCommand: Command {
  let names = ["define"]
  let group = CommandGroup.console
  let reach: Reach = [.changes, .runsCommands]
  let summary = "make a command of others, a line each up to end; alone, show those there are"
  let usage = ["define", "define NAME"]
  let example = [
    "define gate", "p lstm@$arg0.f", "p lstm@$arg0.i", "end", "open lstm", "feed ones", "continue",
    "gate 1",
  ]
  let details = """
    $arg0, $arg1, … are the words typed behind its name. No line but end takes the command away. \
    document NAME gives it a help text.
    """
  let takesLines = true

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else { return list(console) }
    try Definition.check(arguments, against: console.commands)
    console.followUp.collect(for: "define \(arguments)") { lines in
      if lines.isEmpty {
        console.words.definitions[arguments] = nil
      } else {
        let help = console.words.definitions[arguments]?.help ?? []
        console.words.definitions[arguments] = Definition(name: arguments, lines: lines, help: help)
      }
    }
  }

  private func list(_ console: Console) {
    guard !console.words.definitions.isEmpty else {
      return console.output.line("no command of your own is defined")
    }
    for (name, definition) in console.words.definitions.sorted(by: { $0.key < $1.key }) {
      console.output.line(name)
      console.output.lines(definition.lines.map { "  \($0)" })
    }
  }
}
