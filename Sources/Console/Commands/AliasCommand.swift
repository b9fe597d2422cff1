import Tensors

/// `alias gates info values`: a name of one's own for a command.
struct AliasCommand: Command {
  let names = ["alias"]
  let group = CommandGroup.console
  let reach: Reach = [.changes, .runsCommands]
  let summary = "give a command a name of your own; alone, show the names there are"
  let usage = ["alias", "alias NAME COMMAND", "alias -d NAME"]
  let example = ["alias gate p lstm@0.f", "alias"]
  let details = """
    What is typed behind the name goes to the command. A command's own name cannot be given away. \
    -d takes a name away. Lines of the init file ($XDG_CONFIG_HOME/kerastep/init, or \
    ~/.config/kerastep/init) are run when the prompt starts: a place for aliases and settings.
    """
  let completion = Completion.Kind.command

  func run(_ arguments: String, _ console: Console) throws {
    let (name, command) = arguments.firstWord
    if name.isEmpty { return list(console) }
    if name == "-d" {
      guard console.words.aliases.removeValue(forKey: command) != nil else {
        throw CommandError("there is no alias \(command)", hint: "alias shows them")
      }
      return
    }
    guard !command.isEmpty else {
      guard let meaning = console.words.aliases[name] else {
        throw CommandError("there is no alias \(name)", hint: "alias \(name) COMMAND makes one")
      }
      return console.output.line("\(name) is \(meaning)")
    }
    try Definition.check(name, against: console.commands)
    console.words.aliases[name] = command
  }

  private func list(_ console: Console) {
    guard !console.words.aliases.isEmpty else { return console.output.line("there is no alias") }
    let widest = console.words.aliases.keys.map(\.count).max() ?? 0
    for (name, command) in console.words.aliases.sorted(by: { $0.key < $1.key }) {
      console.output.line("\(name.filled(to: widest))  \(command)")
    }
  }
}
